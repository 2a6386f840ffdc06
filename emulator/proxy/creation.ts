import { listField, textField } from '../body';
import { failReasonOf } from '../faults';
import { readPicture, type UploadedPicture } from '../routes/pictureFields';
import { takeTaskFaults } from '../routes/route';
import type { TaskPlan } from '../task';
import type { SubmitAnswer } from './answers';
import type { ProxyCall } from './proxyRoute';
import { isProxyTask, type Dialog, type ProxyPart, type ProxyTask } from './proxyTask';
import { codes, refusals } from './refusal';
import { modes, serverFacts, type Mode } from './variant';

/** A new task of this wire. `price` and speed come from the call. */
export interface ProxyPlan extends Omit<TaskPlan, 'pool' | 'cost'> {
	/** Value of `action` at the server. */
	shownAction: string;
	/** Prompt as the server shows it. Default: the task's prompt. */
	shownPrompt?: string;
	/** Result of a describe or shorten task. */
	text?: string;
	films?: number;
	/** The task waits for the modal call. */
	dialog?: Dialog;
	/** Whether only the account of the source task can run it. */
	isBound?: boolean;
}

/** Speed of a request: the path's, or the first one in `accountFilter`. */
function modeOf({ mode, server, body }: ProxyCall): Mode | null {
	if (mode !== null || server === 'base') return mode;
	const filter = body.fields.accountFilter as { modes?: unknown } | null | undefined;
	const wanted: unknown = Array.isArray(filter?.modes) ? filter.modes[0] : undefined;
	return modes.find((each) => each === wanted) ?? null;
}

/** The pool of the world that a speed has. Relax is slow. */
export const poolOf = (call: ProxyCall) => (modeOf(call) === 'RELAX' ? 'NORMAL' : 'FAST');

const hookLimit = 2000;

function checkCommonFields({ server, body }: ProxyCall): void {
	const { stateLimit } = serverFacts[server];
	const state = textField(body, 'state') ?? '';
	const hook = textField(body, 'notifyHook') ?? '';
	if (state.length > stateLimit) throw refusals.invalid('state 长度不能超过 255');
	if (Number.isFinite(stateLimit) && hook.length > hookLimit) {
		throw refusals.invalid('notifyHook 长度不能超过 2000');
	}
}

/** Creates the planned task. Throws if the queue is full. */
export async function createProxyTask(call: ProxyCall, plan: ProxyPlan): Promise<SubmitAnswer> {
	const { world, key, server, cost } = call;
	checkCommonFields(call);
	const { shownAction, shownPrompt, text, films, dialog, isBound = false, ...rest } = plan;
	if (!dialog && world.proxy.slots.isFull()) throw refusals.queueFull(server, isBound);
	const faults = takeTaskFaults(call);
	const failReason = failReasonOf(faults.fault) ?? plan.failReason;
	const id = world.proxy.nextId();
	const part: ProxyPart = {
		server,
		action: shownAction,
		prompt: shownPrompt ?? plan.prompt,
		text,
		films,
		state: textField(call.body, 'state') ?? null,
		mode: modeOf(call),
		botType: textField(call.body, 'botType') ?? 'MID_JOURNEY',
		...seedOf(plan.prompt, id),
		dialog: dialog ?? null,
		slotAt: Infinity,
		isCancelled: false,
	};
	const webhook = isEndedAtOnce(call, plan) ? null : (textField(call.body, 'notifyHook') ?? null);
	const task = world.tasks.add(
		{ ...rest, pool: poolOf(call), cost, failReason },
		{ key, webhook, ...faults },
		id,
		part,
	);
	if (!isProxyTask(task)) throw new Error('The new task is not one of this wire');
	call.entry.taskId = task.id;
	if (dialog) return dialogAnswer(task, dialog);
	const answer = await begin(call, task);
	if (isEndedAtOnce(call, plan)) world.tasks.finish(task, task.failReason);
	return answer;
}

/** Gives a started task its slot and sends its callbacks. */
export async function begin({ world, server }: ProxyCall, task: ProxyTask): Promise<SubmitAnswer> {
	world.proxy.slots.place(task);
	await world.callbacks.subscribe(task);
	const result = resultOf(task);
	const properties = { discordInstanceId: '900000000000000001' };
	if (task.proxy.slotAt <= world.clock.now()) {
		return {
			code: codes.accepted,
			description: serverFacts[server].accepted,
			result,
			properties,
		};
	}
	const numberOfQueues = world.proxy.slots.waitingCount();
	return {
		code: codes.queued,
		description: `排队中，前面还有${numberOfQueues}个任务`,
		result,
		properties: { ...properties, numberOfQueues },
	};
}

function dialogAnswer(task: ProxyTask, { prompt }: Dialog): SubmitAnswer {
	return {
		code: codes.modal,
		description: 'Waiting for window confirm',
		result: resultOf(task),
		properties: { finalPrompt: prompt, remix: true },
	};
}

const resultOf = ({ id, fault }: ProxyTask): string | number =>
	fault?.fault === 'id-number' ? id : String(id);

/** With a partner account of trueai the single pictures exist already. */
const isEndedAtOnce = ({ world, server }: ProxyCall, { description }: ProxyPlan): boolean =>
	server === 'trueai' && world.settings.proxyPartner && / U\d$/.test(description);

/** The client's seed, or one of Midjourney's. */
function seedOf(prompt: string, id: number): Pick<ProxyPart, 'seed' | 'hasOwnSeed'> {
	const own = /--seed\s+(\d+)/.exec(prompt)?.[1];
	return own === undefined
		? { seed: (id * 7919) % 4_294_967_296, hasOwnSeed: false }
		: { seed: Number(own), hasOwnSeed: true };
}

/** A picture of a request. Servers that want whole data URLs refuse anything else. */
export async function requestPicture(call: ProxyCall, text: string): Promise<UploadedPicture> {
	const isDataUrl = /^data:image\/[\w.+-]+;base64,/.test(text);
	if (serverFacts[call.server].needsDataUrl && !isDataUrl) {
		throw refusals.invalid('base64格式错误');
	}
	return await readPicture(call.world, text, 'base64');
}

/** The pictures in `base64Array`. */
export async function requestPictures(call: ProxyCall): Promise<UploadedPicture[]> {
	const texts = listField(call.body, 'base64Array');
	return await Promise.all(texts.map((text) => requestPicture(call, text)));
}

/** Puts a picture on the emulator's file host and returns its address. */
export function publish({ world, key }: ProxyCall, picture: UploadedPicture): string {
	const stored = world.files.add({
		accountId: key.accountId,
		bytes: picture.bytes,
		type: 'image/png',
		name: `${picture.key}.png`,
		purpose: 0,
		isPublic: true,
		tags: [],
		expiresAt: null,
		pictureKey: picture.key,
	});
	return `${world.address}/api/v1/f/pub/${stored.id}`;
}
