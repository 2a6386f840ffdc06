import type { INodeExecutionData } from 'n8n-workflow';
import { prompts } from '../support/midjourney';
import { simulatedTime } from '../support/simulatedTime';
import { until } from '../support/until';
import { useMatrix } from './matrix';
import { kinds, routes } from './orders';
import { beginTrial } from './trial';

const { emulator, run, start, others } = useMatrix();

const imagine = 'image.imagine';
const fromItem = { prompt: '={{ $json.prompt }}', downloadPicture: false };
const kites = (count: number) => prompts(...Array.from({ length: count }, (_, i) => `kite ${i}`));
const texts = (items: INodeExecutionData[]) =>
	items.map(({ json }) => (json.prompt as string).replace(/ --seed \d+$/, ''));

/** Creations that the service has turned away since its queue was full. */
const refused = async (route = 'imagine') =>
	(await emulator.log(route)).filter(({ statusCode }) => statusCode === 400).length;

/** Another client's task, which lasts until it is ended by `emulator.finish`. */
async function foreignTask(prompt = 'of another client'): Promise<number> {
	await emulator.settings({ durationSeconds: { min: 100_000, max: 100_000 } });
	const taskId = await others.create('imagine', { prompt });
	await emulator.settings({ durationSeconds: { min: 3, max: 9 } });
	return taskId;
}

test('30 items and 3 places: all places are used, none is asked for in vain, the order is kept', async () => {
	const items = kites(30);
	const result = await run(imagine, fromItem, { items });
	expect(texts(result.items)).toEqual(items.map(({ json }) => json.prompt));
	expect(await emulator.stats()).toMatchObject({ peakUnfinished: 3, requests: { imagine: 30 } });
});

test('100 items and 20 places', async () => {
	await emulator.account({ membership: 'vip' });
	await emulator.settings({ durationSeconds: { min: 40, max: 60 } });
	const items = kites(100);
	const credentials = emulator.credentials({ membership: 'vip' });
	const result = await run(imagine, fromItem, { items, credentials });
	expect(texts(result.items)).toEqual(items.map(({ json }) => json.prompt));
	expect(await emulator.stats()).toMatchObject({ peakUnfinished: 20, requests: { imagine: 100 } });
});

test("Don't Wait with more items than places keeps the limit, and ends when the last is created", async () => {
	await emulator.settings({ durationSeconds: { min: 20, max: 20 } });
	const { items } = await run(
		imagine,
		{ ...fromItem, waitForCompletion: 'none' },
		{ items: kites(8) },
	);
	expect(items.map(({ json }) => json.status)).toEqual(Array(8).fill('SUBMITTED'));
	expect(await emulator.stats()).toMatchObject({
		tasksCreated: 8,
		peakUnfinished: 3,
		unfinished: expect.any(Number),
		requests: { imagine: 8 },
	});
	expect((await emulator.stats()).unfinished).toBeGreaterThanOrEqual(1);
});

describe('an account that others use too', () => {
	test.each(routes)('%s: nothing is lost while others fill and free places', async (route) => {
		const kind = kinds[route];
		const orders = await kind.orders(8, others);
		const foreign = [await foreignTask('one'), await foreignTask('two')];
		const trial = await beginTrial(emulator, kind, orders);
		const parameters = { ...kind.parameters, downloadPicture: false };
		const running = start(kind.operation, parameters, {
			items: orders.map(({ input }) => input),
			onError: 'continueRegularOutput',
		});
		const made = async () => (await emulator.log(route)).filter((each) => each.statusCode === 200);
		await until('two tasks exist', async () => (await made()).length >= 2);
		await emulator.finish(foreign[0]!);
		await until('five tasks exist', async () => (await made()).length >= 5);
		await emulator.finish(foreign[1]!);
		expect(await trial.ends(await running.finished)).toEqual(Array(8).fill('right'));
		// Each place that is freed is asked for by one, and from time to time one knocks.
		expect(await refused(route)).toBeLessThanOrEqual(24);
	});

	test('a membership that is set too high costs a few refused creations, no more', async () => {
		const credentials = emulator.credentials({ membership: 'vip' });
		const { status, items } = await run(imagine, fromItem, { items: kites(20), credentials });
		expect(status).toBe('success');
		expect(items).toHaveLength(20);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 20, peakUnfinished: 3 });
		expect(await refused()).toBeLessThanOrEqual(40);
	});

	test('a queue that stays full is knocked at by one, ever more rarely', async () => {
		for (const prompt of ['one', 'two', 'three']) await foreignTask(prompt);
		const credentials = emulator.credentials({ membership: 'vip' });
		const options = { timeLimitMinutes: 5 };
		const running = run(
			imagine,
			{ ...fromItem, options },
			{
				items: kites(20),
				credentials,
				onError: 'continueRegularOutput',
			},
		);
		const began = Date.now();
		const { items } = await running;
		// The time limit holds for all of them together, not for one after the other.
		expect(Date.now() - began).toBeLessThan(7 * 60_000);
		for (const { json } of items) {
			expect(json.error).toMatch(/^The account's queue is full: /);
			expect(json.taskId).toBeUndefined();
		}
		expect((await emulator.stats()).tasksCreated).toBe(3);
		// Each knocks once, the five that came first together twice, and then nine times each until the limit at the most:
		// 2 + 4 + 8 + 16 + 32 + 60 + … seconds.
		expect(await refused()).toBeLessThanOrEqual(20 + 5 + 5 * 9);
	});
});

describe('a run that is lost', () => {
	test('creates nothing more: what waits for a place is given up', async () => {
		const foreign = [await foreignTask('one'), await foreignTask('two')];
		await emulator.settings({ durationSeconds: { min: 100, max: 100 } });
		await emulator.fault('get', 'error-in-200', { statusCode: 401, message: 'Invalid API key' });
		const { error } = await run(imagine, fromItem, { items: kites(3) });
		const [own] = await emulator.tasks();
		expect(error?.message).toBe(
			`OhMyGPT did not accept the API key: Invalid API key (task ${own?.taskId})`,
		);
		expect(error?.description).toContain('Not started: item 1, item 2.');
		const asked = (await emulator.stats()).requestsTotal;
		for (const taskId of foreign) await emulator.finish(taskId);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 3, requestsTotal: asked });
	});

	test('hears out creations that are under way, so that every paid task is named', async () => {
		await emulator.settings({ latencyMs: 6000 });
		await emulator.fault('imagine', 'error-in-200', { statusCode: 418, message: 'odd', skip: 1 });
		const { error } = await run(imagine, fromItem, { items: kites(3) });
		expect(error?.message).toContain('odd');
		const tasks = await emulator.tasks();
		expect(tasks).toHaveLength(2);
		for (const { taskId } of tasks) expect(error?.description).toContain(String(taskId));
	});
});

describe('stopping the workflow', () => {
	const timers = () => simulatedTime()!.timers();

	test('ends everything at once: no further request, no timer left', async () => {
		await emulator.account({ membership: 'vip' });
		await emulator.settings({ durationSeconds: { min: 60, max: 60 } });
		const before = timers();
		const credentials = emulator.credentials({ membership: 'vip' });
		const running = start(imagine, fromItem, { items: kites(30), credentials });
		await until('20 tasks exist', async () => (await emulator.stats()).tasksCreated === 20);
		running.cancel();
		const { status, logs } = await running.finished;
		const asked = (await emulator.stats()).requestsTotal;
		expect(status).toBe('canceled');
		expect(timers()).toBeLessThanOrEqual(before);
		const goingOn = logs.find(({ message }) => message.includes('go on without this run'));
		for (const { taskId } of await emulator.tasks()) {
			expect(goingOn?.message).toContain(String(taskId));
		}
		await until('all tasks have ended', async () => (await emulator.stats()).unfinished === 0);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 20, requestsTotal: asked });
	});

	test('while creations wait for a full queue', async () => {
		for (const prompt of ['one', 'two', 'three']) await foreignTask(prompt);
		const before = timers();
		const running = start(imagine, fromItem, { items: kites(5) });
		await until('one has knocked', async () => (await refused()) > 0);
		running.cancel();
		expect((await running.finished).status).toBe('canceled');
		const asked = (await emulator.stats()).requestsTotal;
		expect(timers()).toBeLessThanOrEqual(before);
		for (const { taskId } of await emulator.tasks()) await emulator.finish(taskId);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 3, requestsTotal: asked });
	});

	test('while a creation is under way, which n8n breaks off: the log says that a task may exist', async () => {
		await emulator.settings({ latencyMs: 20_000 });
		const running = start(imagine, fromItem, { items: kites(1) });
		await until('a creation is under way', async () => (await emulator.log('imagine')).length > 0);
		running.cancel();
		const { status, logs } = await running.finished;
		expect(status).toBe('canceled');
		const lost = 'The response to a creation for item 0 was lost: a Midjourney task may exist';
		await until('it is logged', () => logs.some(({ message }) => message.startsWith(lost)));
	});
});
