import { createHmac } from 'node:crypto';
import { buttonsOf } from './buttons';
import { promptForms, type ShownPrompt } from './contrary/shownPrompt';
import { endWords } from './contrary/stateWords';
import { wireId } from './contrary/taskIds';
import { isFinal, type Task } from './task';
import type { World } from './world';

/** The task object in responses at the given moment. It has fifteen fields, unless variants change that. */
export function wireTask(
	world: World,
	task: Task,
	fault = task.fault,
	moment = world.clock.now(),
): Record<string, unknown> {
	const { variants, clock } = world;
	const final = isFinal(task, moment);
	const success = final && task.failReason === null;
	const failure = final && task.failReason !== null;
	const result = success ? resultFields(world, task) : noResult;
	const fields = {
		taskId: wireId(variants, task.id, variants.taskIdType),
		taskType: task.pool,
		status: shownStatus(world, task, moment),
		action: task.action,
		progress: progressText(world, task, moment),
		...promptFields(world, task, success),
		failReason: failure ? task.failReason : null,
		submitTime: clock.iso(task.submittedAt),
		startTime: moment >= task.startAt ? clock.iso(task.startAt) : null,
		finishTime: final ? clock.iso(task.finishAt) : null,
		webhookUrl: task.webhook ?? (variants.noWebhook === 'empty' ? '' : null),
		...result,
		...(variants.extraFields === 'some' ? { botType: 'MID_JOURNEY', flags: { hidden: 0 } } : {}),
	};
	if (success && fault?.fault === 'success-without-image') {
		Object.assign(fields, { imageDcUrl: null, imageS3Url: null });
	}
	if (success && fault?.fault === 'null-actions') fields.actions = null;
	if (failure && fault?.fault === 'status-failed-spelling') fields.status = 'FAILED';
	return withoutMissing(world, fields, final);
}

/** Progress from 0 to 100, in the irregular steps that Midjourney shows. */
export function percentAt(task: Task, moment: number): number {
	if (isFinal(task, moment)) return 100;
	const length = task.finishAt - task.progressAt;
	const part = length > 0 ? Math.max(0, (moment - task.progressAt) / length) : 0;
	return Math.floor((Math.floor(part * 13) / 13) * 100);
}

/** The value of `status` in responses. */
export function statusOf({ variants }: World, task: Task, moment: number): string {
	if (isFinal(task, moment)) return task.failReason === null ? 'SUCCESS' : variants.failureWord;
	if (moment < task.startAt) return 'NOT_START';
	if (moment < task.progressAt) return 'SUBMITTED';
	return variants.pendingStatus === 'UNKNOWN' ? 'WAITING_FOR_REVIEW' : variants.pendingStatus;
}

const describeMarks = {
	keycaps: (text: string) => text,
	digits: (text: string) => text.replace(/^(\d)\uFE0F\u20E3/gm, '$1.'),
	none: (text: string) => text.replace(/^\d\uFE0F\u20E3\s*/gm, ''),
};

/** `prompt` and `description`, and where a variant moves a part of the prompt, the fields that have it. */
function promptFields({ variants }: World, task: Task, success: boolean) {
	const { description, prompt } = task;
	if (task.durationKind === 'describe') {
		return { description, prompt: success ? describeMarks[variants.describeMarks](prompt) : null };
	}
	if (prompt === '') return { description, prompt };
	const shown: ShownPrompt = promptForms[variants.shownPrompt](prompt);
	return {
		description: description.replace(prompt, () => shown.prompt),
		prompt: shown.prompt,
		...shown.more,
	};
}

function shownStatus(world: World, task: Task, moment: number): string {
	const words = endWords[world.variants.endWords];
	if (!words || !isFinal(task, moment)) return statusOf(world, task, moment);
	return task.failReason === null ? words.success : words.failure;
}

const failedProgress = { '0%': '0%', '100%': '100%', null: null, missing: undefined };

function progressText({ variants }: World, task: Task, moment: number): string | null | undefined {
	if (isFinal(task, moment)) {
		return task.failReason === null ? '100%' : failedProgress[variants.failedProgress];
	}
	if (variants.progress === 'percent') return `${percentAt(task, moment)}%`;
	return variants.progress === 'words' ? 'Waiting to start' : undefined;
}

const noResult: { imageDcUrl: unknown; imageS3Url: unknown; actions: unknown } = {
	imageDcUrl: null,
	imageS3Url: null,
	actions: null,
};

function resultFields(world: World, task: Task): Record<keyof typeof noResult, unknown> {
	const { variants } = world;
	if (task.durationKind === 'describe' && variants.describeExtras !== 'present') {
		const value = variants.describeExtras === 'null' ? null : undefined;
		return { imageDcUrl: value, imageS3Url: value, actions: value };
	}
	const path = storagePath(world, task);
	return {
		imageDcUrl: discordUrl(world, task),
		imageS3Url:
			variants.imageS3Url === 'null'
				? null
				: variants.imageS3Url === 'path'
					? path
					: `${world.address}/api/v1/content/mj-generated/${path}`,
		actions: wireButtons(world, task),
	};
}

function wireButtons({ variants }: World, task: Task) {
	const isShown = (name: string) => name !== 'Favorite' || variants.favoriteButton === 'shown';
	const buttons = buttonsOf(task.buttons, task.jobId).filter(({ name }) => isShown(name));
	if (variants.buttonOrder === 'reversed') buttons.reverse();
	return buttons.map(({ customId, emoji, label }) => ({ customId, emoji, label }));
}

/** Removes undefined fields. With the variant `pendingFields: missing`, null fields of an unfinished task too. */
function withoutMissing(world: World, fields: Record<string, unknown>, final: boolean) {
	const missing = !final && world.variants.pendingFields === 'missing';
	return Object.fromEntries(
		Object.entries(fields).filter(
			([, value]) => value !== undefined && !(missing && value === null),
		),
	);
}

const extension = (world: World) => world.variants.pictureType;

/** The path of the picture below the content host. */
function storagePath(world: World, task: Task): string {
	const file = `${task.jobId}.${extension(world)}`;
	if (world.variants.storagePath === 'flat') return file;
	const path = `${world.clock.iso(task.submittedAt).slice(0, 7)}/${file}`;
	return world.variants.storagePath === 'slash' ? `/${path}` : path;
}

/** URL of the result in the format of Discord's CDN. The file name ends with the job id. */
export function discordUrl(world: World, task: Task): string {
	const words = (task.prompt.match(/[\p{L}\p{N}]+/gu) ?? []).join('_').slice(0, 40) || 'picture';
	const file = `emulator_${words}_${task.jobId}.${extension(world)}`;
	const path = `/attachments/${1000 + Number(task.accountId)}/${task.id}/${encodeURIComponent(file)}`;
	if (world.variants.discordLinks === 'plain') return world.address + path;
	const isOnce = world.variants.linkSigned === 'once';
	const signedAt = isOnce ? world.clock.toServiceTime(task.finishAt) : world.clock.serviceNow();
	const issued = Math.floor(signedAt / 1000);
	const is = issued.toString(16);
	const ex = Math.ceil(issued + world.settings.linkSeconds).toString(16);
	return `${world.address}${path}?ex=${ex}&is=${is}&hm=${linkSignature(path, ex, is)}`;
}

/** Signature of a Discord link: 64 hexadecimal digits. */
export function linkSignature(path: string, ex: string, is: string): string {
	return createHmac('sha256', 'discord').update(`${path} ${ex} ${is}`).digest('hex');
}
