import { randomInt } from 'node:crypto';
import { taskPage } from '../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { prices } from '../nodes/Midjourney/service/ohmygpt/facts/prices';
import type { Pool } from '../nodes/Midjourney/facts/pools';
import { at, listAt, textOf } from './jsonValue';
import type { OhMyGptSeen } from './ohMyGptSeen';
import { createTasks } from './ohMyGptTasks';
import { openOhMyGpt, rowsIn, tokensIn, type OhMyGptWire } from './ohMyGptWire';
import { readPictures } from './readPictures';
import { samplePicture, samplePrompts } from './samples';
import type { Spending } from './spending';
import { lastState, success, type Pauses } from './taskWatch';

const price = prices.FAST;

/** One imagine, one upscale, one describe. */
export const ohMyGptLimit = {
	tokens: price.IMAGINE + price.UPSCALE + price.DESCRIBE,
	tasks: 4,
};

export interface OhMyGptTarget {
	baseUrl: string;
	contentUrl: string;
	key: string;
	webhook?: string;
}

interface Context {
	wire: OhMyGptWire;
	seen: OhMyGptSeen;
	spending: Spending;
	pauses: Pauses;
	say: (text: string) => void;
}

const noRoom = 'the maximum had no room for it';

/** Reads that cost nothing. */
async function readFree({ wire, seen }: Context): Promise<void> {
	const unknownId = String(randomInt(1e11, 9e11));
	seen.balance = await wire.balance();
	seen.membership = await wire.membership();
	seen.modelRates = await wire.modelRates();
	seen.unknownTask = await wire.query(unknownId, 'query of a task that does not exist');
	seen.unknownTaskAsForm = await wire.query(unknownId, 'the same as a form', { isForm: true });
	seen.wrongPage = await wire.list(0, taskPage.max, 'task list, page 0');
	seen.wrongKey = await wire.queryWithKey(unknownId, `sk-${'x'.repeat(48)}`);
}

/** The bad flag first: if the service makes the image all the same, it is the imagine. */
async function createGrids(context: Context, tasks: ReturnType<typeof createTasks>): Promise<void> {
	const { wire, seen, spending, say } = context;
	const prompts = samplePrompts();
	const webhook = seen.webhook === undefined ? {} : { webhook: seen.webhook };
	const isProvable = rowsIn(seen.firstList).length > 0 && hasBalance(seen);
	const all = [price.IMAGINE, price.UPSCALE, price.DESCRIBE];
	if (isProvable ? spending.hasRoom(price.IMAGINE) : spending.hasRoom(price.IMAGINE, ...all)) {
		say('A prompt with a flag that Midjourney refuses');
		const body = { prompt: prompts.badFlag, type: 'FAST' };
		seen.badFlag = await tasks.create({
			price: price.IMAGINE,
			send: () => wire.create('imagine with a bad flag', 'imagine', body),
			seed: prompts.badFlagSeed,
		});
		if (seen.badFlag) await tasks.releaseIfFree(seen.badFlag, price.IMAGINE);
	} else {
		seen.reasons.badFlag = `neither list nor balance could prove that it cost nothing, so it needs room for one more imagine: --max-tokens ${ohMyGptLimit.tokens + price.IMAGINE}`;
	}
	say('Imagine');
	seen.prompt = prompts.prompt;
	seen.seed = prompts.seed;
	seen.imagine = await tasks.create({
		price: price.IMAGINE,
		// Without a pool, to see which one is the default. Its price is the higher one.
		send: () => wire.create('imagine', 'imagine', { prompt: prompts.prompt, ...webhook }),
		seed: prompts.seed,
		withList: true,
	});
	if (!seen.imagine) seen.reasons.imagine = noRoom;
	if (seen.imagine || success(seen.badFlag) === undefined) return;
	seen.imagine = seen.badFlag;
	seen.prompt = prompts.badFlag;
	seen.seed = prompts.badFlagSeed;
	seen.isPoolOmitted = false;
}

const hasBalance = ({ balance }: OhMyGptSeen) =>
	balance !== undefined && tokensIn(balance) !== undefined;

/** The wrong pool first: if the service accepts it, that task is the upscale. */
async function createUpscale(context: Context, tasks: ReturnType<typeof createTasks>) {
	const { wire, seen, spending, say } = context;
	const grid = success(seen.imagine);
	const customId = listAt(grid, 'actions')
		.map((button) => textOf(at(button, 'customId')))
		.find((text) => /upsample::1\b/.test(text));
	const taskId = seen.imagine?.id ?? '';
	if (grid === undefined || customId === undefined) {
		seen.reasons.upscale = 'there was no finished image with a button for it';
		seen.reasons.wrongPool = seen.reasons.upscale;
		return;
	}
	const own = at(grid, 'taskType') === 'NORMAL' ? 'NORMAL' : 'FAST';
	const press = (name: string, type: Pool) => ({
		price: price.UPSCALE,
		send: () => wire.create(name, 'action', { taskId, customId, type }),
	});
	const isProvable = seen.imagine?.firstRow !== undefined;
	if (spending.hasRoom(...(isProvable ? [price.UPSCALE] : [price.UPSCALE, price.UPSCALE]))) {
		say('Upscale in the wrong pool');
		const other = own === 'FAST' ? 'NORMAL' : 'FAST';
		seen.wrongPool = await tasks.create(press('action in the wrong pool', other));
		if (seen.wrongPool && seen.wrongPool.id === '') {
			await tasks.releaseIfFree(seen.wrongPool, price.UPSCALE);
		}
	} else {
		seen.reasons.wrongPool = isProvable ? noRoom : 'the list could not prove that it made no task';
	}
	say('Upscale');
	seen.upscale =
		seen.wrongPool && seen.wrongPool.id !== ''
			? seen.wrongPool
			: await tasks.create(press('action', own));
	if (!seen.upscale) seen.reasons.upscale = noRoom;
}

async function createDescribe({ wire, seen, say }: Context, tasks: ReturnType<typeof createTasks>) {
	say('Describe');
	const base64 = await samplePicture();
	seen.describe = await tasks.create({
		price: price.DESCRIBE,
		send: () => wire.create('describe', 'describe', { base64, type: 'FAST' }),
	});
	if (!seen.describe) seen.reasons.describe = noRoom;
}

/** Probes OhMyGPT. */
export async function probeOhMyGpt(
	{ baseUrl, contentUrl, key, webhook }: OhMyGptTarget,
	{ spending, pauses, say }: Pick<Context, 'spending' | 'pauses' | 'say'>,
): Promise<OhMyGptSeen> {
	const wire = openOhMyGpt(baseUrl, key);
	say('Requests that cost nothing');
	const firstList = await wire.list(1, taskPage.max, 'first task list');
	const seen: OhMyGptSeen = {
		...{ prompt: '', seed: '', webhook, answers: wire.client.answers, firstList },
		...{ pictures: [], reasons: {}, isPoolOmitted: true },
	};
	const context = { wire, seen, spending, pauses, say };
	await readFree(context);
	const tasks = createTasks(wire, spending, pauses);
	tasks.note(firstList);
	await createGrids(context, tasks);
	await createUpscale(context, tasks);
	await createDescribe(context, tasks);
	say('The last reads');
	seen.lastList = await wire.list(1);
	seen.smallList = await wire.list(1, taskPage.min, 'task list, smallest page');
	const number = Number(seen.imagine?.id);
	if (Number.isSafeInteger(number) && number > 0) {
		seen.numberId = await wire.query(number, 'query with the id as a number');
	}
	if (seen.imagine) seen.pictures = await readPictures(lastState(seen.imagine), contentUrl);
	return seen;
}
