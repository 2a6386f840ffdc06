import type { JournalEntry } from '../../emulator/journal';
import { prompts } from '../support/midjourney';
import { until } from '../support/until';
import { useMatrix } from './matrix';

const { emulator, run, start, others } = useMatrix();

const imagine = 'image.imagine';
const fromItem = { prompt: '={{ $json.prompt }}', downloadImage: false };
const kites = (count: number) => prompts(...Array.from({ length: count }, (_, i) => `kite ${i}`));
const setDuration = async (min: number, max = min) =>
	await emulator.settings({ durationSeconds: { min, max } });
const setPremium = async () => {
	await emulator.account({ membership: 'premium' });
	return { credentials: emulator.credentials({ membership: 'premium' }) };
};

const at = ({ time }: JournalEntry) => Date.parse(time);
const statusRequests = async () =>
	(await emulator.log()).filter(({ route }) => route === 'get' || route === 'getMany');
const taskIds = async () => (await emulator.tasks()).map(({ taskId }) => String(taskId)).sort();

test('one task is polled by its ID, with few requests', async () => {
	await setDuration(60, 90);
	await run(imagine, fromItem, { items: kites(1) });
	const { requests } = await emulator.stats();
	expect(requests).toMatchObject({ imagine: 1, getMany: 1 });
	expect(requests.get).toBeLessThanOrEqual(8);
});

test('many tasks are polled with pages of the list', async () => {
	const changes = await setPremium();
	await setDuration(60, 90);
	const { items } = await run(imagine, fromItem, { items: kites(20), ...changes });
	expect(items).toHaveLength(20);
	const { requests } = await emulator.stats();
	expect((requests.get ?? 0) + (requests.getMany ?? 0)).toBeLessThanOrEqual(40);
	expect(requests.getMany).toBeGreaterThanOrEqual(3);
});

test('50 unfinished tasks are on three pages', async () => {
	const changes = await setPremium();
	await setDuration(60, 90);
	const { items } = await run(imagine, fromItem, { items: kites(50), ...changes });
	expect(items.map(({ json }) => json.taskId).sort()).toEqual(await taskIds());
	const { requests } = await emulator.stats();
	expect((requests.get ?? 0) + (requests.getMany ?? 0)).toBeLessThanOrEqual(100);
});

describe('tasks of others in the list', () => {
	test('move ours to later pages, where the node still finds them', async () => {
		const changes = await setPremium();
		await setDuration(100, 140);
		const running = start(imagine, fromItem, { items: kites(10), ...changes });
		await until('ten tasks exist', async () => (await emulator.stats()).tasksCreated === 10);
		for (let i = 0; i < 25; i++) await others.create('imagine', { prompt: `other ${i}` });
		const { items } = await running.finished;
		expect(items.map(({ json }) => json.status)).toEqual(Array(10).fill('SUCCESS'));
		const polls = await statusRequests();
		const pages = new Set(
			polls.map(({ path }) => new URL(path, emulator.url).searchParams.get('page')),
		);
		expect(pages).toContain('2');
		// The node polls a task by its ID if it is not on the expected page, and at the end.
		expect(polls.filter(({ route }) => route === 'get').length).toBeLessThanOrEqual(20);
		expect(polls.length).toBeLessThanOrEqual(60);
	});

	test('have no effect if they start and end all the time', async () => {
		const changes = await setPremium();
		await setDuration(40, 80);
		const running = start(imagine, fromItem, { items: kites(30), ...changes });
		let hasEnded = false;
		void running.finished.finally(() => {
			hasEnded = true;
		});
		for (let i = 0; !hasEnded && i < 60; i++) {
			const taskId = await others.create('imagine', { prompt: `other ${i}` }).catch(() => 0);
			if (taskId > 0) await emulator.finish(taskId);
		}
		const { items } = await running.finished;
		expect(items.map(({ json }) => json.status)).toEqual(Array(30).fill('SUCCESS'));
		expect((await statusRequests()).length).toBeLessThanOrEqual(120);
	});
});

describe('a task list that does not work', () => {
	test.each([
		['returns errors', 'status-500', {}],
		['does not exist', 'not-found', {}],
		['cannot be read', 'html-200', {}],
		['is rejected', 'error-in-200', { statusCode: 418, message: 'odd' }],
	] as const)('%s: tasks are polled one by one', async (_, fault, details) => {
		const changes = await setPremium();
		await setDuration(20, 30);
		await emulator.fault('getMany', fault, { skip: 1, times: 999, ...details });
		const { items } = await run(imagine, fromItem, { items: kites(6), ...changes });
		expect(items.map(({ json }) => json.status)).toEqual(Array(6).fill('SUCCESS'));
		expect((await emulator.stats()).requests.getMany).toBeLessThanOrEqual(1 + 3);
	});

	test('is read again after a while', async () => {
		const changes = await setPremium();
		await setDuration(200, 240);
		await emulator.fault('getMany', 'status-500', { skip: 1, times: 2 });
		await run(imagine, fromItem, { items: kites(6), ...changes });
		const pages = await emulator.log('getMany');
		expect(pages.at(-1)?.status).toBe(200);
		expect(at(pages.at(-1)!) - at(pages[2]!)).toBeGreaterThanOrEqual(60_000);
	});

	test('returns only one bare task', async () => {
		const changes = await setPremium();
		await emulator.variants({ taskList: 'bare-task' });
		const { items } = await run(imagine, fromItem, { items: kites(6), ...changes });
		expect(items.map(({ json }) => json.taskId).sort()).toEqual(await taskIds());
	});
});

describe('Retry-After', () => {
	test.each([
		['two tasks, polled one by one', 2, 'get'],
		['six tasks, polled with pages', 6, 'getMany'],
	] as const)('applies to all tasks: %s', async (_, count, route) => {
		const changes = await setPremium();
		await setDuration(60, 90);
		const skip = route === 'get' ? 0 : 1;
		await emulator.fault(route, 'status-429', { retryAfter: 50, skip });
		await run(imagine, fromItem, { items: kites(count), ...changes });
		const polls = await statusRequests();
		const rejected = polls.findIndex(({ status }) => status === 429);
		// Requests of the same moment were in flight when the response came.
		const next = polls.slice(rejected + 1).find((each) => at(each) > at(polls[rejected]!));
		expect(at(next!) - at(polls[rejected]!)).toBeGreaterThanOrEqual(50_000);
	});
});

describe('a service that is down', () => {
	test.each([
		['one task', 1, 30],
		['six tasks', 6, 150],
	])('is polled less and less often until the time limit: %s', async (_, count, most) => {
		const changes = await setPremium();
		for (const route of ['get', 'getMany'] as const) {
			const skip = route === 'getMany' ? 1 : 0;
			await emulator.fault(route, 'status-500', { skip, times: 9999 });
		}
		const result = await run(imagine, fromItem, {
			items: kites(count),
			onError: 'continueRegularOutput',
			...changes,
		});
		for (const { json } of result.items) {
			expect(json.error).toMatch(/^The task was not finished within 15 minutes.*\(task \d+\)$/);
			expect(json.description).toContain('Internal server error');
		}
		expect((await statusRequests()).length).toBeLessThanOrEqual(most);
	});
});

describe('a slow response delays no other task', () => {
	test('with two tasks that are polled one by one', async () => {
		await emulator.fault('get', 'slow', { delayMs: 90_000 });
		await run(imagine, fromItem, { items: kites(2) });
		const [slow, ...polls] = await emulator.log('get');
		const other = polls.filter(({ taskId }) => taskId !== slow!.taskId);
		expect(at(other.at(-1)!) - at(slow!)).toBeLessThan(40_000);
	});

	test('with many tasks that are polled with pages: another page is read', async () => {
		const changes = await setPremium();
		await setDuration(30);
		await emulator.fault('getMany', 'slow', { skip: 1, delayMs: 90_000 });
		const began = Date.now();
		const { items } = await run(imagine, fromItem, { items: kites(6), ...changes });
		expect(items.map(({ json }) => json.status)).toEqual(Array(6).fill('SUCCESS'));
		expect(Date.now() - began).toBeLessThan(80_000);
	});
});
