import type { JournalEntry } from '../../emulator/journal';
import { prompts } from '../support/midjourney';
import { until } from '../support/until';
import { useMatrix } from './matrix';

const { emulator, run, start, others } = useMatrix();

const imagine = 'image.imagine';
const fromItem = { prompt: '={{ $json.prompt }}', downloadPicture: false };
const kites = (count: number) => prompts(...Array.from({ length: count }, (_, i) => `kite ${i}`));
const lasting = async (min: number, max = min) =>
	await emulator.settings({ durationSeconds: { min, max } });
const premium = async () => {
	await emulator.account({ membership: 'premium' });
	return { credentials: emulator.credentials({ membership: 'premium' }) };
};

const at = ({ time }: JournalEntry) => Date.parse(time);
const questions = async () =>
	(await emulator.log()).filter(({ route }) => route === 'get' || route === 'getMany');
const rightIds = async () => (await emulator.tasks()).map(({ taskId }) => String(taskId)).sort();

test('one task is asked for by its id, in a handful of requests', async () => {
	await lasting(60, 90);
	await run(imagine, fromItem, { items: kites(1) });
	const { requests } = await emulator.stats();
	expect(requests).toMatchObject({ imagine: 1, getMany: 1 });
	expect(requests.get).toBeLessThanOrEqual(8);
});

test('many tasks are asked for by pages of the list', async () => {
	const changes = await premium();
	await lasting(60, 90);
	const { items } = await run(imagine, fromItem, { items: kites(20), ...changes });
	expect(items).toHaveLength(20);
	const { requests } = await emulator.stats();
	expect((requests.get ?? 0) + (requests.getMany ?? 0)).toBeLessThanOrEqual(40);
	expect(requests.getMany).toBeGreaterThanOrEqual(3);
});

test('50 open tasks stand on three pages', async () => {
	const changes = await premium();
	await lasting(60, 90);
	const { items } = await run(imagine, fromItem, { items: kites(50), ...changes });
	expect(items.map(({ json }) => json.taskId).sort()).toEqual(await rightIds());
	const { requests } = await emulator.stats();
	expect((requests.get ?? 0) + (requests.getMany ?? 0)).toBeLessThanOrEqual(100);
});

describe('tasks of others in the list', () => {
	test('push ours to later pages, where they are followed', async () => {
		const changes = await premium();
		await lasting(100, 140);
		const running = start(imagine, fromItem, { items: kites(10), ...changes });
		await until('ten tasks exist', async () => (await emulator.stats()).tasksCreated === 10);
		for (let i = 0; i < 25; i++) await others.create('imagine', { prompt: `other ${i}` });
		const { items } = await running.finished;
		expect(items.map(({ json }) => json.status)).toEqual(Array(10).fill('SUCCESS'));
		const asked = await questions();
		const pages = new Set(
			asked.map(({ path }) => new URL(path, emulator.url).searchParams.get('page')),
		);
		expect(pages).toContain('2');
		// Each is asked for by its id when it was not where it was expected, and at the very end.
		expect(asked.filter(({ route }) => route === 'get').length).toBeLessThanOrEqual(20);
		expect(asked.length).toBeLessThanOrEqual(60);
	});

	test('change nothing where they come and go all the time', async () => {
		const changes = await premium();
		await lasting(40, 80);
		const running = start(imagine, fromItem, { items: kites(30), ...changes });
		let isOver = false;
		void running.finished.finally(() => {
			isOver = true;
		});
		for (let i = 0; !isOver && i < 60; i++) {
			const taskId = await others.create('imagine', { prompt: `other ${i}` }).catch(() => 0);
			if (taskId > 0) await emulator.finish(taskId);
		}
		const { items } = await running.finished;
		expect(items.map(({ json }) => json.status)).toEqual(Array(30).fill('SUCCESS'));
		expect((await questions()).length).toBeLessThanOrEqual(120);
	});
});

describe('a list that does not work', () => {
	test.each([
		['answers with errors', 'status-500', {}],
		['is not there', 'not-found', {}],
		['cannot be read', 'html-200', {}],
		['is refused', 'error-in-200', { statusCode: 418, message: 'odd' }],
	] as const)('%s: tasks are asked for one by one', async (_, fault, details) => {
		const changes = await premium();
		await lasting(20, 30);
		await emulator.fault('getMany', fault, { skip: 1, times: 999, ...details });
		const { items } = await run(imagine, fromItem, { items: kites(6), ...changes });
		expect(items.map(({ json }) => json.status)).toEqual(Array(6).fill('SUCCESS'));
		expect((await emulator.stats()).requests.getMany).toBeLessThanOrEqual(1 + 3);
	});

	test('is asked again after a while', async () => {
		const changes = await premium();
		await lasting(200, 240);
		await emulator.fault('getMany', 'status-500', { skip: 1, times: 2 });
		await run(imagine, fromItem, { items: kites(6), ...changes });
		const pages = await emulator.log('getMany');
		expect(pages.at(-1)?.status).toBe(200);
		expect(at(pages.at(-1)!) - at(pages[2]!)).toBeGreaterThanOrEqual(60_000);
	});

	test('shows one bare task only', async () => {
		const changes = await premium();
		await emulator.variants({ taskList: 'bare-task' });
		const { items } = await run(imagine, fromItem, { items: kites(6), ...changes });
		expect(items.map(({ json }) => json.taskId).sort()).toEqual(await rightIds());
	});
});

describe('a wish to stay away', () => {
	test.each([
		['two tasks, asked for one by one', 2, 'get'],
		['six tasks, asked for by pages', 6, 'getMany'],
	] as const)('holds for all tasks: %s', async (_, count, route) => {
		const changes = await premium();
		await lasting(60, 90);
		const skip = route === 'get' ? 0 : 1;
		await emulator.fault(route, 'status-429', { retryAfter: 50, skip });
		await run(imagine, fromItem, { items: kites(count), ...changes });
		const asked = await questions();
		const refused = asked.findIndex(({ status }) => status === 429);
		// What was sent at the same moment was under way already when the wish came.
		const next = asked.slice(refused + 1).find((each) => at(each) > at(asked[refused]!));
		expect(at(next!) - at(asked[refused]!)).toBeGreaterThanOrEqual(50_000);
	});
});

describe('a service that is down', () => {
	test.each([
		['one task', 1, 30],
		['six tasks', 6, 150],
	])('is asked ever more rarely until the time limit: %s', async (_, count, most) => {
		const changes = await premium();
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
		expect((await questions()).length).toBeLessThanOrEqual(most);
	});
});

describe('a slow answer holds up no other task', () => {
	test('of two that are asked for one by one', async () => {
		await emulator.fault('get', 'slow', { delayMs: 90_000 });
		await run(imagine, fromItem, { items: kites(2) });
		const [slow, ...asked] = await emulator.log('get');
		const other = asked.filter(({ taskId }) => taskId !== slow!.taskId);
		expect(at(other.at(-1)!) - at(slow!)).toBeLessThan(40_000);
	});

	test('of many that are asked for by pages: another page is asked for', async () => {
		const changes = await premium();
		await lasting(30);
		await emulator.fault('getMany', 'slow', { skip: 1, delayMs: 90_000 });
		const began = Date.now();
		const { items } = await run(imagine, fromItem, { items: kites(6), ...changes });
		expect(items.map(({ json }) => json.status)).toEqual(Array(6).fill('SUCCESS'));
		expect(Date.now() - began).toBeLessThan(80_000);
	});
});
