import { prompts } from '../support/midjourney';
import { until } from '../support/until';
import { useMatrix } from './matrix';
import { kinds, routes } from './orders';

const { emulator, run, others } = useMatrix();

const imagine = 'image.imagine';
const fromItem = { prompt: '={{ $json.prompt }}', downloadImage: false };
const ten = prompts(...Array.from({ length: 10 }, (_, i) => `kite ${i}`));
const atMost = (maximumCost: number) => ({ ...fromItem, options: { maximumCost } });
const continueOnFail = { items: ten, onError: 'continueRegularOutput' as const };
const vip = () => ({ credentials: emulator.credentials({ membership: 'vip' }) });

const notStarted = "The item was not started, since 'Maximum Cost' would be exceeded";
const waitForAllTasks = async () =>
	await until('all tasks have ended', async () => (await emulator.stats()).unfinished === 0);

describe('Maximum Cost', () => {
	test.each([
		['20 queue slots', 'vip'],
		['3 queue slots', 'regular'],
	] as const)('stops before it would be exceeded, with %s', async (_, membership) => {
		await emulator.account({ membership });
		const credentials = emulator.credentials({ membership });
		const { items } = await run(imagine, atMost(5 * 14_000 + 13_999), {
			...continueOnFail,
			credentials,
		});
		expect(items.map(({ json }) => json.error ?? json.status)).toEqual([
			...Array<string>(5).fill('SUCCESS'),
			...Array<string>(5).fill(notStarted),
		]);
		expect(items[9]?.json.taskId).toBeUndefined();
		expect(await emulator.stats()).toMatchObject({
			tokensCharged: 70_000,
			requests: { imagine: 5 },
		});
	});

	test('ends a run without Continue on Fail; the error names the tasks and the items that were not started', async () => {
		await emulator.account({ membership: 'vip' });
		const { error } = await run(imagine, atMost(2 * 14_000), { items: ten.slice(0, 5), ...vip() });
		await waitForAllTasks();
		expect(error?.message).toBe(notStarted);
		expect(error?.description).toContain('Raise the maximum, or give the node fewer items.');
		expect(error?.description).toContain('Not started: item 2, item 3, item 4.');
		const tasks = await emulator.tasks();
		expect(tasks).toHaveLength(2);
		for (const { taskId } of tasks) expect(error?.description).toContain(String(taskId));
	});

	test('counts the full price where the pool of a source is unknown', async () => {
		const wire = { ...(await others.createGrid()), taskType: 'RELAX' };
		const { error } = await run(
			'image.runAction',
			{ taskId: wire.taskId, buttonNames: ['U1', 'V1'], options: { maximumCost: 3_499 } },
			{ items: [{ json: wire }] },
		);
		expect(error?.message).toContain("'Maximum Cost' would be exceeded");
		expect((await emulator.stats()).requests.runAction).toBeUndefined();
	});

	test('gets the price of a failed task refunded', async () => {
		await emulator.fault('imagine', 'task-fails', { times: 2 });
		const { items } = await run(imagine, atMost(3 * 14_000), continueOnFail);
		const succeeded = items.filter(({ json }) => json.status === 'SUCCESS');
		expect(succeeded).toHaveLength(3);
		expect(await emulator.stats()).toMatchObject({ failed: 2, tokensCharged: 3 * 14_000 });
	});

	test('gets the price of a rejected creation refunded', async () => {
		const naked = 'a naked truth';
		const items = prompts(naked, naked, naked, 'one', 'two', 'three', 'four');
		const result = await run(imagine, atMost(3 * 14_000), { ...continueOnFail, items });
		const statuses = result.items.map(({ json }) => json.status);
		expect(statuses.slice(3)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS', undefined]);
	});

	test('counts a task whose creation response was lost', async () => {
		await emulator.fault('imagine', 'reset-after');
		await emulator.fault('getMany', 'status-500', { skip: 1, times: 999 });
		const { items } = await run(imagine, atMost(2 * 14_000), {
			...continueOnFail,
			items: ten.slice(0, 3),
		});
		await waitForAllTasks();
		expect(items.filter(({ json }) => json.status === 'SUCCESS')).toHaveLength(1);
		expect(items[2]?.json.error).toBe(notStarted);
		expect(await emulator.stats()).toMatchObject({ tokensCharged: 2 * 14_000 });
	});

	test('counts the tasks of an earlier attempt first', async () => {
		// Item 0 fails, item 3 is started instead, and then the run is repeated for item 0.
		await emulator.fault('imagine', 'task-fails');
		const retryOnFail = { maxTries: 2, waitBetweenTries: 0 };
		const { items } = await run(imagine, atMost(3 * 14_000), { ...continueOnFail, retryOnFail });
		const errors = items.map(({ json }) => json.error);
		expect(errors.slice(0, 5)).toEqual([notStarted, undefined, undefined, undefined, notStarted]);
		expect(await emulator.stats()).toMatchObject({ failed: 1, tokensCharged: 3 * 14_000 });
	});

	test.each([
		['blend', 14_000],
		['describe', 3_500],
		['runAction', 3_500],
	] as const)('knows what %s costs', async (route, price) => {
		const kind = kinds[route];
		const orders = await kind.orders(1, others);
		const start = async (maximumCost: number) =>
			await run(
				kind.operation,
				{ ...kind.parameters, downloadImage: false, options: { maximumCost } },
				{ items: orders.map(({ input }) => input) },
			);
		const buttonSuffix = route === 'runAction' ? / \(button 'U1' of task \d+\)$/ : /$/;
		const { message } = (await start(price - 1)).error ?? {};
		expect(message?.replace(buttonSuffix, '')).toBe(notStarted);
		expect((await start(price)).items[0]?.json.costTokens).toBe(price);
	});
});

describe('an error that every other creation would get too stops the run at once', () => {
	const reasons: Array<[string, () => Promise<void>, RegExp]> = [
		[
			'a balance that is too low',
			async () => await emulator.account({ membership: 'vip', balance: 100 }),
			/^The balance of the OhMyGPT account is too low: /,
		],
		[
			'a key that is disabled',
			async () => await emulator.account({ membership: 'vip', isDisabled: true }),
			/^OhMyGPT did not accept the API key: /,
		],
		[
			'a key without Midjourney permission',
			async () => await emulator.account({ membership: 'vip', permissions: [] }),
			/^The API key lacks a permission: /,
		],
	];

	const cells = reasons.flatMap((reason) =>
		routes.map((route): [string, (typeof routes)[number], () => Promise<void>, RegExp] => [
			reason[0],
			route,
			reason[1],
			reason[2],
		]),
	);

	test.each(cells)('%s, %s, with Continue on Fail', async (_, route, arm, message) => {
		const kind = kinds[route];
		const orders = await kind.orders(8, others);
		await arm();
		const parameters = { ...kind.parameters, downloadImage: false };
		const items = orders.map(({ input }) => input);
		const result = await run(kind.operation, parameters, {
			items,
			onError: 'continueRegularOutput',
			...vip(),
		});
		for (const { json } of result.items) expect(json.error).toMatch(message);
		// Prompts are sent five at a time, everything else one at a time.
		expect((await emulator.stats()).requests[route]).toBeLessThanOrEqual(
			route === 'imagine' ? 5 : 1,
		);
	});

	test.each(cells)('%s, %s, without Continue on Fail', async (_, route, arm, message) => {
		const kind = kinds[route];
		const orders = await kind.orders(8, others);
		await arm();
		const parameters = { ...kind.parameters, downloadImage: false };
		const { error } = await run(kind.operation, parameters, {
			items: orders.map(({ input }) => input),
			...vip(),
		});
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/Not started: .*item 7\./);
		expect((await emulator.stats()).requests[route]).toBeLessThanOrEqual(
			route === 'imagine' ? 5 : 1,
		);
	});

	test('a balance that runs out during the run keeps the tasks that were created', async () => {
		await emulator.account({ membership: 'vip', balance: 4 * 14_000 });
		const { items } = await run(imagine, fromItem, { ...continueOnFail, ...vip() });
		expect(items.filter(({ json }) => json.status === 'SUCCESS')).toHaveLength(4);
		expect(items.filter(({ json }) => /^The balance/.test(json.error as string))).toHaveLength(6);
		// One odd refusal ends no run; the second of five in flight does.
		expect((await emulator.stats()).requests.imagine).toBeLessThanOrEqual(4 + 5 + 1);
	});
});
