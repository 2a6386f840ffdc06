import { buttonsOf } from '../buttons';
import type { Fault } from '../faults';
import { sizeOf } from '../pictures/picture';
import { isFinal } from '../task';
import { discordUrl, percentAt } from '../wire';
import type { World } from '../world';
import { cdnPath } from './cdnPath';
import { isResting, type ProxyTask } from './proxyTask';
import { serverFacts } from './variant';

/** A task as its server shows it. Times are milliseconds since 1970. */
export interface TaskFields {
	id: string | number;
	action: string;
	status: string;
	progress: string | null;
	prompt: string;
	promptEn: string;
	description: string;
	state: string | null;
	submitTime: number;
	startTime: number | null;
	finishTime: number | null;
	imageUrl: string | null;
	failReason: string | null;
	properties: Record<string, unknown>;
	buttons?: Array<Record<string, unknown>> | null;
	videoUrl?: string | null;
	videoUrls?: Array<{ url: string; thumbnail: string }>;
	[name: string]: unknown;
}

interface View {
	/** Changes this response only. Default: the fault of the task. */
	fault?: Fault;
	/** Default: now. */
	moment?: number;
}

/** Where a task stands at a moment. */
type Stage = 'pending' | 'success' | 'failure';

/** The task as its server shows it. */
export function proxyTaskFields(world: World, task: ProxyTask, view: View = {}): TaskFields {
	const { fault = task.fault, moment = world.clock.now() } = view;
	const stage = stageOf(task, moment);
	const fields = {
		...commonFields(world, task, moment, stage),
		...(task.proxy.server !== 'base' && newerFields(world, task, stage)),
		...(task.proxy.server === 'trueai' && recordFields(world, task, stage)),
	};
	return withFault(world, task, fields, { fault, moment, stage });
}

/** The value of `status` at a moment. */
export function proxyStatusOf(task: ProxyTask, moment: number): string {
	const stage = stageOf(task, moment);
	if (stage === 'success') return 'SUCCESS';
	if (stage === 'failure') {
		return task.proxy.isCancelled ? serverFacts[task.proxy.server].cancelled : 'FAILURE';
	}
	if (isResting(task)) return 'MODAL';
	if (moment < task.startAt) return 'NOT_START';
	return moment < task.progressAt ? 'SUBMITTED' : 'IN_PROGRESS';
}

function stageOf(task: ProxyTask, moment: number): Stage {
	if (!isFinal(task, moment)) return 'pending';
	return task.failReason === null ? 'success' : 'failure';
}

function commonFields(world: World, task: ProxyTask, moment: number, stage: Stage): TaskFields {
	const { proxy } = task;
	const { clock } = world;
	const texts = textFields(task, stage);
	return {
		id: String(task.id),
		action: proxy.action,
		status: proxyStatusOf(task, moment),
		progress: progressOf(task, moment, stage),
		prompt: texts.prompt,
		promptEn: texts.promptEn,
		description: task.description,
		state: proxy.state,
		submitTime: clock.toServiceTime(task.submittedAt),
		startTime: moment >= task.startAt ? clock.toServiceTime(task.startAt) : null,
		finishTime: stage === 'pending' ? null : clock.toServiceTime(task.finishAt),
		imageUrl: imageUrlOf(world, task, moment, stage),
		failReason: stage === 'failure' ? task.failReason : null,
		properties: propertiesOf(task, texts.finalPrompt),
	};
}

/** Prompt, translated prompt and final prompt. For describe and shorten the last one is the result. */
function textFields({ proxy }: ProxyTask, stage: Stage) {
	const { prompt, text, server, seed, hasOwnSeed } = proxy;
	if (text === undefined) {
		const isSeedShown = server === 'trueai' && !hasOwnSeed && stage === 'pending';
		const sent = isSeedShown ? `${prompt} --seed ${seed}` : prompt;
		return { prompt, promptEn: sent, finalPrompt: sent };
	}
	const result = stage === 'success' ? text : '';
	return {
		prompt: server === 'base' && result !== '' ? result : prompt,
		promptEn: server === 'trueai' || result === '' ? prompt : result,
		finalPrompt: result,
	};
}

/** In base a running task shows words at first, as Midjourney does. */
function progressOf(task: ProxyTask, moment: number, stage: Stage): string | null {
	if (stage === 'success') return '100%';
	if (stage === 'failure') return '';
	if (moment < task.startAt) return null;
	const percent = percentAt(task, moment);
	const isWaiting = task.proxy.server === 'base' && percent === 0 && moment >= task.progressAt;
	return isWaiting ? 'Waiting to start' : `${percent}%`;
}

/** A preview while the task runs; each step has another address. Then the result, in trueai also a film. */
function imageUrlOf(world: World, task: ProxyTask, moment: number, stage: Stage): string | null {
	if (stage === 'failure') return null;
	if (stage === 'success') {
		const isFilm = task.proxy.films !== undefined && task.proxy.server === 'trueai';
		return isFilm ? world.address + cdnPath.film(task, 0) : discordUrl(world, task);
	}
	const percent = percentAt(task, moment);
	return percent === 0 ? null : world.address + cdnPath.preview(task, percent);
}

function propertiesOf(task: ProxyTask, finalPrompt: string): Record<string, unknown> {
	return {
		notifyHook: task.webhook,
		discordInstanceId: '900000000000000001',
		discordChannelId: '900000000000000001',
		finalPrompt,
		flags: 0,
		messageHash: task.jobId,
		nonce: String(task.id).padEnd(19, '0'),
	};
}

/** Fields that the first server does not have. */
function newerFields(world: World, task: ProxyTask, stage: Stage) {
	const isDone = stage === 'success';
	const { films = 0, botType } = task.proxy;
	const urls = Array.from({ length: isDone ? films : 0 }, (_, index) => ({
		url: world.address + cdnPath.film(task, index),
		thumbnail: world.address + cdnPath.preview(task, 100),
	}));
	return {
		botType,
		buttons: isDone ? wireButtons(task) : [],
		...(films > 0 && { videoUrl: urls[0]?.url ?? null, videoUrls: urls }),
	};
}

/** The buttons in this wire's form. */
function wireButtons(task: ProxyTask) {
	return buttonsOf(task.buttons, task.jobId).map(({ customId, emoji, label }) => ({
		customId,
		emoji,
		label,
		type: 2,
		style: 2,
	}));
}

/** What trueai sends of its own record. */
function recordFields(world: World, task: ProxyTask, stage: Stage) {
	const { mode, seed } = task.proxy;
	const isDone = stage === 'success';
	const size = isDone ? sizeOf(task.picture) : null;
	return {
		mode: isDone ? (mode ?? 'FAST') : mode,
		requestMode: mode,
		imageUrls: isDone ? singlePictures(world, task) : [],
		seed: isDone ? String(seed) : null,
		jobId: task.jobId,
		parentId: task.sourceId === undefined ? null : String(task.sourceId),
		width: size?.width ?? null,
		height: size?.height ?? null,
		isPartner: world.settings.proxyPartner,
		isOfficial: false,
		clientIp: '127.0.0.1',
		userId: task.accountId,
	};
}

function singlePictures(world: World, task: ProxyTask) {
	if (task.picture.kind !== 'grid') return [];
	return task.picture.scenes.map((_, index) => ({
		url: world.address + cdnPath.single(task, index),
		thumbnail: world.address + cdnPath.thumbnail(task, index),
	}));
}

const usualLateMs = 15_000;

/** What a fault changes. */
function withFault(
	world: World,
	task: ProxyTask,
	fields: TaskFields,
	{ fault, moment, stage }: { fault?: Fault; moment: number; stage: Stage },
): TaskFields {
	const isDone = stage === 'success';
	switch (fault?.fault) {
		case 'success-without-image':
			return isDone ? { ...fields, imageUrl: null, videoUrl: null, videoUrls: [] } : fields;
		case 'null-actions':
			return isDone && fields.buttons ? { ...fields, buttons: null } : fields;
		case 'status-failed-spelling':
			return stage === 'failure' ? { ...fields, status: 'FAILED' } : fields;
		case 'status-empty':
			return { ...fields, status: '' };
		case 'id-number':
			return { ...fields, id: task.id };
		case 'no-host-image':
			return { ...fields, imageUrl: fields.imageUrl?.replace(world.address, '') ?? null };
		case 'state-late': {
			const shownAt = task.submittedAt + (fault.delayMs ?? usualLateMs) / world.settings.speed;
			return moment < shownAt ? { ...fields, state: null } : fields;
		}
		default:
			return fields;
	}
}
