import { sleep, type IDataObject } from 'n8n-workflow';
import { useMidjourney } from '../support/midjourney';
import { otherClient } from '../support/otherClient';
import { respondWith, useScriptedServer } from '../support/scriptedServer';
import { until } from '../support/until';

const { emulator, run, start } = useMidjourney({
	tileSize: 64,
	durationSeconds: { min: 0, max: 0 },
});
const others = otherClient(emulator);
const server = useScriptedServer();

const getMany = 'task.getMany';
const all = { returnAll: true };

/** Creates finished tasks; their IDs as text, newest first. */
async function createTasks(count: number, body: IDataObject = {}): Promise<string[]> {
	const ids: string[] = [];
	for (let n = 0; n < count; n++) {
		ids.unshift(String(await others.create('imagine', { prompt: `kite ${n}`, ...body })));
	}
	return ids;
}

const ids = ({ items }: Awaited<ReturnType<typeof run>>) =>
	items.map(({ json }) => json.taskId as string);

test('Return All returns every task, newest first, from all pages', async () => {
	const tasks = await createTasks(45);
	const result = await run(getMany, all);
	expect(ids(result)).toEqual(tasks);
	expect(result.items[44]).toMatchObject({
		json: { status: 'SUCCESS', prompt: 'kite 0', costTokens: 14_000 },
		pairedItem: { item: 0 },
	});
	expect((await emulator.log('getMany')).map(({ path }) => path.split('?')[1])).toEqual([
		'page=1&pageSize=20',
		'page=2&pageSize=20',
		'page=3&pageSize=20',
		// Only an empty page shows that there are no more.
		'page=4&pageSize=20',
	]);
});

test.each([
	[1, 1],
	[20, 1],
	[21, 2],
	[45, 3],
	[100, 4],
])('with a limit of %i at most %i pages are read', async (limit, pages) => {
	const tasks = await createTasks(45);
	expect(ids(await run(getMany, { limit }))).toEqual(tasks.slice(0, limit));
	expect((await emulator.stats()).requests.getMany).toBe(pages);
});

test('an account without tasks has no items, and no error', async () => {
	const result = await run(getMany, all);
	expect(result.items).toEqual([]);
	expect(result.status).toBe('success');
});

test('with Simplify off the tasks are returned as the service sent them', async () => {
	await createTasks(1);
	const { items } = await run(getMany, { simplify: false });
	expect(items[0]?.json).toMatchObject({ taskType: 'FAST', actions: expect.any(Array) });
	expect(Object.keys(items[0]?.json ?? {})).toHaveLength(15);
});

test('tasks that are created while paging cause no duplicate and no gap', async () => {
	const tasks = await createTasks(45);
	await emulator.fault('getMany', 'slow', { skip: 1, acted: false, delayMs: 60_000 });
	const running = start(getMany, all);
	await until('the second page is read', async () => (await emulator.log('getMany')).length === 2);
	const arrived = await createTasks(5);
	const found = ids(await running.finished);
	expect(found.filter((id) => !arrived.includes(id))).toEqual(tasks);
	expect(new Set(found).size).toBe(found.length);
});

test.each([
	['of seconds', 20],
	['as a date', () => new Date(Date.now() + 20_000).toUTCString()],
])('a 429 while paging waits for a Retry-After %s', async (_, retryAfter) => {
	await createTasks(45);
	const value = typeof retryAfter === 'number' ? retryAfter : retryAfter();
	await emulator.fault('getMany', 'status-429', { skip: 1, retryAfter: value });
	const began = Date.now();
	const { items } = await run(getMany, all);
	expect(items).toHaveLength(45);
	expect(Date.now() - began).toBeGreaterThan(18_000);
});

test('an error in the middle of paging is an error, and no part of the tasks', async () => {
	await createTasks(45);
	await emulator.fault('getMany', 'status-500', { skip: 1 });
	const { error, items } = await run(getMany, all);
	expect(items).toEqual([]);
	expect(error?.message).toBe('OhMyGPT could not handle the request: Internal server error');
	expect(error?.context?.itemIndex).toBe(0);
});

test('a list that is one bare task returns this task', async () => {
	const [newest] = await createTasks(3);
	await emulator.variants({ taskList: 'bare-task' });
	expect(ids(await run(getMany, all))).toEqual([newest]);
});

describe('Return All ends with a page that is empty or repeats', () => {
	test.each([
		['a service gives ten tasks a page', { listPageSize: '10' }],
		['no total is known', { listTotal: 'missing' }],
		['the total is that of the page', { listTotal: 'page' }],
		['the total is zero', { listTotal: 'zero' }],
		['the total is a text', { listTotal: 'text' }],
		['the list is an array', { listShape: 'array' }],
		['the list is below records', { listShape: 'records' }],
		['the list is nested', { listShape: 'nested' }],
		['the list has no envelope', { listShape: 'no-envelope' }],
	] as const)('and not before: %s', async (_, variants) => {
		const tasks = await createTasks(45);
		await emulator.variants(variants);
		const result = await run(getMany, all);
		expect(ids(result)).toEqual(tasks);
		expect(result.hints).toEqual([]);
	});

	test('and gives out what is on two pages once', async () => {
		const page = { taskId: 1, status: 'SUCCESS' };
		server.answer((_, response) =>
			respondWith(response, 200, { statusCode: 200, data: [page, page] }),
		);
		const credentials = emulator.credentials({ baseUrl: server.url });
		expect(ids(await run(getMany, all, { credentials }))).toEqual(['1']);
		expect(server.requested('query-mj-tasks')).toHaveLength(2);
	});

	test('and a total that is never reached is a hint', async () => {
		await createTasks(2);
		await emulator.variants({ listTotal: 'too-large' });
		const { items, hints } = await run(getMany, all);
		expect(items).toHaveLength(2);
		expect(hints).toMatchObject([
			{ message: 'OhMyGPT says that the account has 27 tasks, and lists 2 of them.' },
		]);
	});

	test('and a limit that the service imposes is a hint in its words', async () => {
		await createTasks(25);
		const message = 'page must not be greater than 1';
		await emulator.fault('getMany', 'error-in-200', { skip: 1, statusCode: 400, message });
		const { items, hints } = await run(getMany, all);
		expect(items).toHaveLength(20);
		expect(hints).toMatchObject([
			{ message: `OhMyGPT shows no task after the newest 20: ${message}` },
		]);
	});
});

describe('filters', () => {
	/** One task of each sort; IDs by what it is. */
	async function createMixed() {
		const fast = await others.create('imagine', { prompt: 'a kite' });
		const normal = await others.create('imagine', { prompt: 'a kite', type: 'NORMAL' });
		const upscale = await others.press(await others.get(fast), 'U1');
		await emulator.fault('imagine', 'task-fails');
		const failed = await others.create('imagine', { prompt: 'a kite' });
		await emulator.settings({ durationSeconds: { min: 9000, max: 9000 } });
		const pending = await others.create('imagine', { prompt: 'a kite' });
		return { fast, normal, upscale: upscale.taskId, failed, pending };
	}

	test.each([
		['by state', { status: ['SUCCESS'] }, ['upscale', 'normal', 'fast']],
		['by failure', { status: ['FAILURE'] }, ['failed']],
		[
			'by several states',
			{ status: ['FAILURE', 'IN_PROGRESS', 'NOT_START', 'SUBMITTED'] },
			['pending', 'failed'],
		],
		['by action', { action: ['UPSCALE'] }, ['upscale']],
		['by mode', { speed: ['NORMAL'] }, ['normal']],
		['together', { speed: ['FAST'], action: ['IMAGINE'], status: ['SUCCESS'] }, ['fast']],
		['by nothing', { status: [], since: '' }, ['pending', 'failed', 'upscale', 'normal', 'fast']],
	] as Array<[string, IDataObject, Array<keyof Awaited<ReturnType<typeof createMixed>>>]>)(
		'%s',
		async (_, filters, names) => {
			const tasks = await createMixed();
			const result = await run(getMany, { ...all, filters });
			expect(ids(result)).toEqual(names.map((name) => String(tasks[name])));
		},
	);

	test('by failure find what the service calls FAILED', async () => {
		await emulator.variants({ failureWord: 'FAILED' });
		const { failed } = await createMixed();
		const result = await run(getMany, { ...all, filters: { status: ['FAILURE'] } });
		expect(ids(result)).toEqual([String(failed)]);
	});

	test('and Limit count what passes the filters', async () => {
		await createTasks(25, { type: 'NORMAL' });
		await createTasks(2);
		const filters = { speed: ['NORMAL'] };
		expect((await run(getMany, { limit: 22, filters })).items).toHaveLength(22);
		expect((await emulator.stats()).requests.getMany).toBe(2);
	});

	test('by time find the young tasks of a list in another order as well', async () => {
		await createTasks(1);
		await sleep(1_000);
		await createTasks(24);
		await sleep(1_000);
		const since = new Date().toISOString();
		const young = await createTasks(3);
		await emulator.variants({ listOrder: 'oldest-first' });
		const found = ids(await run(getMany, { ...all, filters: { since } }));
		expect(found.sort()).toEqual([...young].sort());
	});

	test('by time end the paging with the first older task', async () => {
		await createTasks(30);
		await sleep(1_000);
		const since = new Date().toISOString();
		const young = await createTasks(3);
		expect(ids(await run(getMany, { ...all, filters: { since } }))).toEqual(young);
		expect((await emulator.stats()).requests.getMany).toBe(1);
	});

	test.each([
		['an expression with a time', '={{ $now.minus({ hours: 1 }) }}', 2],
		['an expression with a date', "={{ $now.plus({ days: 1 }).toFormat('yyyy-MM-dd') }}", 0],
	])('by time take %s', async (_, since, count) => {
		await createTasks(2);
		const { items, error } = await run(getMany, { ...all, filters: { since } });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(count);
	});

	test.each([
		['words', 'last week'],
		['an object', '={{ { year: 2026 } }}'],
	])('by time reject %s before any request', async (_, since) => {
		const { error } = await run(getMany, { filters: { since } });
		expect(error?.message).toBe("'Since' cannot be read");
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});
});
