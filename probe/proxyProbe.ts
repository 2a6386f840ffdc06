import { randomBytes, randomInt } from 'node:crypto';
import { at, idOf, isObject, listAt, textOf } from './jsonValue';
import type { ProxySeen } from './proxySeen';
import { openProxy, proxyTaskIn, type ProxyWire } from './proxyWire';
import { readPicture } from './readPictures';
import { samplePicture, samplePrompts } from './samples';
import type { Spending } from './spending';
import { isClearRefusal } from './submission';
import { newHistory, success, watchTask, type Pauses, type TaskHistory } from './taskWatch';
import type { Answer } from './wireClient';

/** One imagine, one upscale, one describe, and one that should be refused. */
export const proxyLimit = { tasks: 4 };

const taskLimitMs = 15 * 60_000;
const noRoom = 'the maximum of tasks had no room for it';

interface Context {
	wire: ProxyWire;
	seen: ProxySeen;
	spending: Spending;
	pauses: Pauses;
	say: (text: string) => void;
}

/** Creates one task with one request that is never repeated, and reads it to its end. */
async function create(
	{ wire, spending, pauses, seen }: Context,
	send: () => Promise<Answer>,
): Promise<TaskHistory | undefined> {
	if (pauses.isInterrupted() || !spending.reserve(0)) return undefined;
	const history = newHistory(await send());
	const id = idOf(at(history.creation.json, 'result'));
	history.isRefused = isClearRefusal(history.creation);
	if (!/^[\w-]{1,64}$/.test(id)) return history;
	Object.assign(history, { id, idFrom: 'answer' });
	const read = async () => proxyTaskIn(await wire.fetch(id));
	const first = await read();
	history.isKnownAtOnce = isObject(first);
	if (isObject(first)) history.states.push(first);
	if (seen.list === undefined) {
		seen.list = await wire.list();
		if (Array.isArray(seen.list.json)) {
			history.firstRow = listAt(seen.list.json).find((row) => idOf(at(row, 'id')) === id);
		}
	}
	await watchTask(history, { read, limitMs: taskLimitMs, pauses });
	return history;
}

async function readFree({ wire, seen }: Context): Promise<void> {
	seen.asBearer = await wire.listNoneAs('bearer');
	seen.asBoth = await wire.listNoneAs('both');
	seen.wrongKey = await wire.listNoneWithWrongKey();
	seen.atSpeed = await wire.listNoneAtSpeed();
	const unknownId = `1${randomInt(1e7, 9e7)}${randomInt(1e6, 9e6)}`;
	seen.unknownTask = await wire.fetch(unknownId, 'fetch of a task that does not exist');
}

/** U1 of the finished image: by its button, or by `change` where the server has no buttons. */
async function upscale(context: Context, marks: Record<string, unknown>): Promise<void> {
	const { wire, seen, say } = context;
	const taskId = seen.imagine?.id ?? '';
	const grid = success(seen.imagine);
	if (grid === undefined) {
		seen.reasons.upscale = 'there was no finished image';
		return;
	}
	say('Upscale');
	const customId = listAt(grid, 'buttons')
		.map((button) => textOf(at(button, 'customId')))
		.find((text) => /upsample::1\b/.test(text));
	seen.upscaleBy = customId === undefined ? 'change' : 'action';
	seen.upscale = await create(context, () =>
		customId === undefined
			? wire.submit('change', 'change', { taskId, action: 'UPSCALE', index: 1, ...marks })
			: wire.submit('action', 'action', { taskId, customId, ...marks }),
	);
	if (!seen.upscale) seen.reasons.upscale = noRoom;
}

async function createAll(context: Context): Promise<void> {
	const { wire, seen, say } = context;
	const { prompt, seed, badFlag } = samplePrompts();
	const marks = { state: seen.state };
	const botType = 'MID_JOURNEY';
	const hook = seen.webhook === undefined ? {} : { notifyHook: seen.webhook };
	Object.assign(seen, { prompt, seed });
	say('Imagine');
	const body = { prompt, botType, ...marks, ...hook };
	seen.imagine = await create(context, () => wire.submit('imagine', 'imagine', body));
	if (!seen.imagine) seen.reasons.imagine = noRoom;
	await upscale(context, marks);
	say('Describe');
	const base64 = await samplePicture();
	seen.describe = await create(context, () =>
		wire.submit('describe', 'describe', { base64, botType, ...marks }),
	);
	if (!seen.describe) seen.reasons.describe = noRoom;
	say('A prompt with a flag that Midjourney refuses');
	seen.badFlag = await create(context, () =>
		wire.submit('imagine with a bad flag', 'imagine', { prompt: badFlag, botType, ...marks }),
	);
	if (!seen.badFlag) seen.reasons.badFlag = noRoom;
}

/** Probes a midjourney-proxy server or a gateway. */
export async function probeProxy(
	{ baseUrl, key, webhook }: { baseUrl: string; key: string; webhook?: string },
	{ spending, pauses, say }: Pick<Context, 'spending' | 'pauses' | 'say'>,
): Promise<ProxySeen> {
	const wire = openProxy(baseUrl, key);
	say('Requests that cost nothing');
	const none = await wire.listNone();
	const state = `probe-${randomBytes(6).toString('hex')}`;
	const seen: ProxySeen = {
		...{ prompt: '', seed: '', state, webhook, answers: wire.client.answers, none, reasons: {} },
	};
	const context = { wire, seen, spending, pauses, say };
	await readFree(context);
	await createAll(context);
	const { imagine } = seen;
	if (!imagine || imagine.id === '') return seen;
	say('The last reads');
	seen.byIds = await wire.listIds([imagine.id]);
	const image = textOf(at(success(imagine), 'imageUrl'));
	if (image !== '') seen.seedAnswer = await wire.seed(imagine.id);
	if (/^https?:/.test(image)) seen.picture = await readPicture(image);
	return seen;
}
