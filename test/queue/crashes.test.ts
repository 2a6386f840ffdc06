import type { QueueProcess } from '../../sandbox/queue/queueMode';
import { waitFor } from '../../sandbox/waiting';
import type { Link } from '../sandbox/chain';
import { liveTimeoutMs, useLive } from '../sandbox/live';
import { useOwnTasks } from './ownTasks';
import { useQueueRuns, type Published } from './queueRuns';
import { useQueueMode } from './useQueueMode';
import { imagine, itemsNamed, webhookStarted } from './webhookStarted';

jest.setTimeout(300_000);

const queue = useQueueMode();
const live = useLive(queue);
const { publish, start, until, untilAll, dataOf, itemsOf, retry } = useQueueRuns(queue, live);
const { tasksOf, untilTasks, finishWhile } = useOwnTasks(live);

const itemsEach = 2;
const longMs = 600_000;

const upscale: Link = {
	name: 'Upscale',
	parameters: {
		operation: 'runAction',
		taskId: '={{ $json.taskId }}',
		action: 'UPSAMPLE1',
		downloadImage: false,
	},
};

const requestsTo = async (route: string) =>
	(await live.log()).filter((entry) => entry.route === route).length;

async function untilRequested(route: string, before: number): Promise<void> {
	await waitFor(async () => (await requestsTo(route)) > before, {
		what: `a request to ${route}`,
		timeoutMs: liveTimeoutMs,
	});
}

/** Where a worker is when it dies. `reach` brings a started execution there. */
interface Moment {
	name: string;
	links: Link[];
	reach: (name: string, begin: () => Promise<void>) => Promise<void>;
	/** Tasks that the service must have in the end. */
	tasks: number;
	/** Whether a Retry can find all of them. */
	isMarked: boolean;
}

const keyed = { options: { itemKey: '={{ $json.key }}' } };

const whilePolling = (parameters: Link['parameters'] = {}): Moment => ({
	name: 'polls',
	links: [imagine(parameters)],
	reach: async (name, begin) => {
		await begin();
		await untilTasks(name, itemsEach);
	},
	tasks: itemsEach,
	isMarked: true,
});

const whileDownloading = (parameters: Link['parameters'] = {}): Moment => ({
	name: 'downloads',
	links: [imagine({ downloadImage: true, ...parameters })],
	reach: async (name, begin) => {
		await begin();
		const tasks = await untilTasks(name, itemsEach);
		const before = await requestsTo('storedPicture');
		await live.fault('storedPicture', 'slow', { delayMs: longMs, times: itemsEach });
		for (const task of tasks) await live.finish(task);
		await untilRequested('storedPicture', before);
	},
	tasks: itemsEach,
	isMarked: true,
});

const whileSubmitting = (parameters: Link['parameters'] = {}): Moment => ({
	name: 'submits',
	links: [imagine(parameters)],
	reach: async (name, begin) => {
		await live.fault('imagine', 'slow', { delayMs: longMs });
		await begin();
		await untilTasks(name, 1);
	},
	tasks: itemsEach,
	isMarked: true,
});

/** Run Action has no mark by which its task could be found. */
const whilePressing: Moment = {
	name: 'presses a button',
	links: [imagine(), upscale],
	reach: async (name, begin) => {
		await begin();
		const tasks = await untilTasks(name, itemsEach);
		for (const task of tasks) await live.finish(task);
		await untilTasks(name, 2 * itemsEach);
	},
	tasks: 2 * itemsEach,
	isMarked: false,
};

const whileContinuing: Moment = {
	name: 'continues after a callback',
	links: [imagine({ waitForCompletion: 'suspend' }), upscale],
	reach: async (name, begin) => {
		await begin();
		const tasks = await untilTasks(name, itemsEach);
		await waitFor(
			async () =>
				(await queue().database.query("SELECT id FROM execution_entity WHERE status = 'waiting'"))
					.length > 0,
			{ what: 'the suspension', timeoutMs: liveTimeoutMs },
		);
		for (const task of tasks) await live.finish(task);
		await untilTasks(name, 2 * itemsEach);
	},
	tasks: 2 * itemsEach,
	isMarked: false,
};

/** What died in one moment. */
interface Broken extends Moment {
	prefix: string;
	published: Published;
}

/** Starts an execution for each moment, kills processes when each has got there, and starts them again. */
async function breakAll(
	title: string,
	moments: readonly Moment[],
	victims: () => readonly QueueProcess[],
): Promise<Broken[]> {
	const broken: Broken[] = [];
	for (const moment of moments) {
		const prefix = `${title}-${moment.name}`.replaceAll(' ', '-');
		const published = await publish(webhookStarted(prefix, ...moment.links));
		await moment.reach(prefix, async () => await start(published, itemsNamed(prefix, itemsEach)));
		broken.push({ ...moment, prefix, published });
	}
	await Promise.all(victims().map((each) => each.kill()));
	await live.control('DELETE', 'faults');
	await queue().startEnded();
	return broken;
}

const taskIdsIn = async (executionId: string, node: string): Promise<unknown[]> =>
	(await itemsOf(executionId, node)).map(({ json }) => json.taskId).sort();

describe('Workers are killed, and what has started the executions lives', () => {
	const moments = [whilePolling(keyed), whileDownloading(keyed), whileSubmitting(keyed)];
	let broken: Broken[] = [];

	beforeAll(async () => {
		broken = await breakAll('workers', moments, () => queue().workers);
	}, 300_000);

	it.each(moments.map(({ name }) => name))(
		'while one %s: n8n empties the execution, and a new one with the same Item Keys pays nothing again',
		async (name) => {
			const { prefix, published, tasks } = broken.find((each) => each.name === name)!;
			const [lost] = await untilAll(published, 'error', 1);
			const paid = await tasksOf(prefix);
			await retry(published, lost?.id ?? '');
			expect((await tasksOf(prefix)).length).toBe(paid.length);

			await start(published, itemsNamed(prefix, itemsEach));
			const ended = await finishWhile(prefix, untilAll(published, 'success', 1));
			const all = await tasksOf(prefix);
			expect(all).toHaveLength(tasks);
			const last = ended.find(({ status }) => status === 'success')?.id ?? '';
			expect(await taskIdsIn(last, 'Midjourney')).toEqual(all.map(({ wireId }) => wireId).sort());
		},
	);
});

describe('Workers are killed together with what has started the executions', () => {
	const moments = [
		whilePolling(),
		whileDownloading(),
		whilePressing,
		whileContinuing,
		whileSubmitting(),
	];
	let broken: Broken[] = [];

	beforeAll(async () => {
		const { workers, webhooks } = queue();
		broken = await breakAll('all', moments, () => [...workers, ...webhooks]);
	}, 300_000);

	it.each(moments.map(({ name }) => name))(
		'while one %s: a Retry finds the tasks or names them, and pays nothing again',
		async (name) => {
			const { prefix, published, tasks, isMarked } = broken.find((each) => each.name === name)!;
			const [crashed] = await until(published, 'the crash to be noticed', (all) =>
				all.some(({ status }) => status === 'crashed' || status === 'error'),
			);
			await retry(published, crashed?.id ?? '');
			const ended = await finishWhile(
				prefix,
				until(published, 'the end of the retry', (all) =>
					all.slice(1).some(({ endedAt }) => endedAt !== null),
				),
			);
			const { id = '', status } = ended.at(-1) ?? {};
			const all = await tasksOf(prefix);
			expect(all).toHaveLength(tasks);
			const ids = all.map(({ wireId }) => wireId);
			if (isMarked) {
				expect(status).toBe('success');
				expect(await taskIdsIn(id, 'Midjourney')).toEqual(ids.sort());
			} else {
				const { error } = (await dataOf(id)).resultData;
				expect(status).toBe('error');
				expect(error?.description).toContain('was not sent again');
				for (const { action, wireId } of all) {
					if (action === 'UPSCALE') expect(error?.description).toContain(wireId);
				}
			}
		},
	);
});

describe('A sender repeats callbacks that are not answered', () => {
	beforeAll(
		async () => await live.control('PUT', 'settings', { callbackRetries: 6, queueLimit: 1_000 }),
	);
	afterAll(async () => await live.control('PUT', 'settings', { callbackRetries: 0 }));

	const suspended = async (prefix: string, count: number, parameters: Link['parameters'] = {}) => {
		const links = [imagine({ waitForCompletion: 'suspend', ...parameters })];
		const published = await publish(webhookStarted(prefix, ...links));
		for (let i = 0; i < count; i++) await start(published, itemsNamed(`${prefix} ${i}`, 1));
		await untilAll(published, 'waiting', count);
		return published;
	};

	it('Main is killed while 100 executions are suspended: all go on without it', async () => {
		const published = await suspended('main', 100);
		await queue().main.kill();
		const ended = await finishWhile('main', untilAll(published, 'success', 100));
		expect(ended).toHaveLength(100);
		expect(await tasksOf('main')).toHaveLength(100);
		await queue().startEnded();
	});

	it('A webhook processor is killed under callbacks: all executions go on, each once', async () => {
		const published = await suspended('processor', 20);
		const tasks = await tasksOf('processor');
		await Promise.all([
			queue().webhooks[0].kill(),
			...tasks.map(async (task) => await live.finish(task)),
		]);
		const ended = await untilAll(published, 'success', 20);
		expect(ended).toHaveLength(20);
		await queue().startEnded();
		expect(await tasksOf('processor')).toHaveLength(20);
		const runs = await Promise.all(
			ended.map(async ({ id }) => (await dataOf(id)).resultData.runData.End?.length),
		);
		expect(runs).toEqual(ended.map(() => 1));
	});

	it('Webhook processors are killed while they download: the repeated callback goes on', async () => {
		const published = await suspended('pictures', 4, { downloadImage: true });
		const before = await requestsTo('storedPicture');
		await live.fault('storedPicture', 'slow', { delayMs: longMs, times: 4 });
		for (const task of await tasksOf('pictures')) await live.finish(task);
		await untilRequested('storedPicture', before);
		await Promise.all(queue().webhooks.map((each) => each.kill()));
		await live.control('DELETE', 'faults');
		await queue().startEnded();
		const ended = await untilAll(published, 'success', 4);
		for (const { id } of ended) {
			const { runData } = (await dataOf(id)).resultData;
			expect(runData.End?.[0]?.data?.main?.[0]?.[0]?.binary?.data?.fileSize).toMatch(/B$/);
		}
		expect(await tasksOf('pictures')).toHaveLength(4);
	});
});
