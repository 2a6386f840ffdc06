import type { INodeExecutionData } from 'n8n-workflow';
import { unfinishedTasks } from '../../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { prompts } from '../support/midjourney';
import { simulatedTime } from '../support/simulatedTime';
import { until } from '../support/until';
import { useMatrix } from './matrix';
import { kinds, routes } from './orders';
import { beginTrial } from './trial';
import { named, wires } from '../support/wires';

const { emulator, at } = useMatrix();

const imagine = 'image.imagine';
const fromItem = { prompt: '={{ $json.prompt }}', downloadImage: false };
const kites = (count: number) => prompts(...Array.from({ length: count }, (_, i) => `kite ${i}`));
const texts = (items: INodeExecutionData[]) =>
	items.map(({ json }) => (json.prompt as string).replace(/ --seed \d+$/, ''));

describe.each(named(wires))('%s', (_name, wire) => {
	const { run, start, others, begin, credentialsFor } = at(wire);

	/** Number of creations that the service has rejected because its queue was full. */
	const countRejected = async (route = 'imagine') =>
		(await emulator.log(route)).filter(({ taskId }) => taskId === undefined).length;

	/** Another client's task, which lasts until it is ended by `emulator.finish`. */
	async function createForeignTask(prompt = 'of another client'): Promise<number> {
		await emulator.settings({ durationSeconds: { min: 100_000, max: 100_000 } });
		const taskId = await others.create('imagine', { prompt });
		await emulator.settings({ durationSeconds: { min: 3, max: 9 } });
		return taskId;
	}

	/** Unfinished tasks that the service takes from a regular member. */
	const places = unfinishedTasks.regular + wire.waitingPlaces;

	async function fillQueue(count = places): Promise<number[]> {
		const tasks: number[] = [];
		for (let i = 0; i < count; i++) tasks.push(await createForeignTask(`other ${i}`));
		return tasks;
	}

	test('30 items and 3 queue slots: all slots are used, no creation is rejected, the order is kept', async () => {
		const items = kites(30);
		const result = await run(imagine, fromItem, { items });
		expect(texts(result.items)).toEqual(items.map(({ json }) => json.prompt));
		expect(await emulator.stats()).toMatchObject({ peakUnfinished: 3, requests: { imagine: 30 } });
	});

	test('100 items and 20 queue slots', async () => {
		await begin('vip');
		await emulator.settings({ durationSeconds: { min: 40, max: 60 } });
		const items = kites(100);
		const credentials = credentialsFor('vip');
		const result = await run(imagine, fromItem, { items, credentials });
		expect(texts(result.items)).toEqual(items.map(({ json }) => json.prompt));
		expect(await emulator.stats()).toMatchObject({
			peakUnfinished: 20,
			requests: { imagine: 100 },
		});
	});

	test("Don't Wait with more items than queue slots keeps the limit, and ends when the last task is created", async () => {
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

	describe('an account that others also use', () => {
		test.each(routes)(
			'%s: nothing is lost while others occupy and release slots',
			async (route) => {
				const kind = kinds[route];
				const orders = await kind.orders(8, others);
				const foreign = [await createForeignTask('one'), await createForeignTask('two')];
				const trial = await beginTrial(emulator, kind, orders, wire);
				const parameters = { ...kind.parameters, downloadImage: false };
				const running = start(kind.operation, parameters, {
					items: orders.map(({ input }) => input),
					onError: 'continueRegularOutput',
				});
				const created = async () =>
					(await emulator.log(route)).filter(({ taskId }) => taskId !== undefined);
				await until('two tasks exist', async () => (await created()).length >= 2);
				await emulator.finish(foreign[0]!);
				await until('five tasks exist', async () => (await created()).length >= 5);
				await emulator.finish(foreign[1]!);
				expect(await trial.ends(await running.finished)).toEqual(Array(8).fill('right'));
				// One creation retries for each released slot, and one retries from time to time.
				expect(await countRejected(route)).toBeLessThanOrEqual(24);
			},
		);

		test('a membership that is set too high causes only a few rejected creations', async () => {
			const credentials = credentialsFor('vip');
			const { status, items } = await run(imagine, fromItem, { items: kites(20), credentials });
			expect(status).toBe('success');
			expect(items).toHaveLength(20);
			expect(await emulator.stats()).toMatchObject({ tasksCreated: 20, peakUnfinished: places });
			expect(await countRejected()).toBeLessThanOrEqual(40);
		});

		test('while the queue stays full only one creation retries, less and less often', async () => {
			await fillQueue();
			const credentials = credentialsFor('vip');
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
			// All creations share one time limit. They do not use it one after the other.
			expect(Date.now() - began).toBeLessThan(7 * 60_000);
			for (const { json } of items) {
				expect(json.error).toMatch(/^The account's queue is full: /);
				expect(json.taskId).toBeUndefined();
			}
			expect((await emulator.stats()).tasksCreated).toBe(places);
			// Each is sent once, the first five twice, and then each of these at most nine times until the limit:
			// after 2 + 4 + 8 + 16 + 32 + 60 + … seconds.
			expect(await countRejected()).toBeLessThanOrEqual(20 + 5 + 5 * 9);
		});
	});

	describe('a run that has failed', () => {
		test('creates nothing more: items that wait for a slot are not started', async () => {
			const foreign = await fillQueue(places - 1);
			await emulator.settings({ durationSeconds: { min: 400, max: 400 } });
			const invalidKey = { statusCode: 401, message: 'Invalid API key', times: 99 };
			await emulator.fault('get', 'error-in-200', invalidKey);
			const { error } = await run(imagine, fromItem, { items: kites(3) });
			const [own] = await emulator.tasks();
			expect(error?.message).toBe(
				`${wire.label} did not accept the API key: Invalid API key (task ${own?.taskId})`,
			);
			expect(error?.description).toContain('Not started: item 1, item 2.');
			const requestsSoFar = (await emulator.stats()).requestsTotal;
			for (const taskId of foreign) await emulator.finish(taskId);
			expect(await emulator.stats()).toMatchObject({
				tasksCreated: places,
				requestsTotal: requestsSoFar,
			});
		});

		test('waits for creations that are in flight, so that every paid task is named', async () => {
			await emulator.settings({ latencyMs: 6000 });
			await emulator.fault('imagine', 'error-in-200', {
				statusCode: 413,
				message: 'large',
				skip: 1,
			});
			const { error } = await run(imagine, fromItem, { items: kites(3) });
			expect(error?.message).toContain('large');
			const tasks = await emulator.tasks();
			expect(tasks).toHaveLength(2);
			for (const { taskId } of tasks) expect(error?.description).toContain(String(taskId));
		});
	});

	describe('stopping the workflow', () => {
		const timers = () => simulatedTime()!.timers();

		test('ends everything at once: no more requests, no timer left', async () => {
			await begin('vip');
			await emulator.settings({ durationSeconds: { min: 60, max: 60 } });
			const before = timers();
			const credentials = credentialsFor('vip');
			const running = start(imagine, fromItem, { items: kites(30), credentials });
			await until('20 tasks exist', async () => (await emulator.stats()).tasksCreated === 20);
			running.cancel();
			const { status, logs } = await running.finished;
			const requestsSoFar = (await emulator.stats()).requestsTotal;
			expect(status).toBe('canceled');
			expect(timers()).toBeLessThanOrEqual(before);
			const unfinishedNotice = logs.find(({ message }) =>
				message.includes('go on without this run'),
			);
			for (const { taskId } of await emulator.tasks()) {
				expect(unfinishedNotice?.message).toContain(String(taskId));
			}
			await until('all tasks have ended', async () => (await emulator.stats()).unfinished === 0);
			expect(await emulator.stats()).toMatchObject({
				tasksCreated: 20,
				requestsTotal: requestsSoFar,
			});
		});

		test('while creations wait for a slot in a full queue', async () => {
			await fillQueue();
			const before = timers();
			const running = start(imagine, fromItem, { items: kites(5) });
			await until('one was rejected', async () => (await countRejected()) > 0);
			running.cancel();
			expect((await running.finished).status).toBe('canceled');
			const requestsSoFar = (await emulator.stats()).requestsTotal;
			expect(timers()).toBeLessThanOrEqual(before);
			for (const { taskId } of await emulator.tasks()) await emulator.finish(taskId);
			expect(await emulator.stats()).toMatchObject({
				tasksCreated: places,
				requestsTotal: requestsSoFar,
			});
		});

		test('while a creation is in flight, which n8n aborts: the log says that a task may exist', async () => {
			await emulator.settings({ latencyMs: 20_000 });
			const running = start(imagine, fromItem, { items: kites(1) });
			await until(
				'a creation is in flight',
				async () => (await emulator.log('imagine')).length > 0,
			);
			running.cancel();
			const { status, logs } = await running.finished;
			expect(status).toBe('canceled');
			const lostNotice =
				'The response to a creation for item 0 was lost: a Midjourney task may exist';
			await until('it is logged', () => logs.some(({ message }) => message.startsWith(lostNotice)));
		});
	});
});
