import type { INodeExecutionData } from 'n8n-workflow';
import { prompts } from '../support/midjourney';
import { until } from '../support/until';
import { useMatrix, type Size } from './matrix';
import { kinds, routes } from './orders';
import { named, wires } from '../support/wires';

const matrix = useMatrix();
const { emulator, at } = matrix;

const imagine = 'image.imagine';
const fromItem = { prompt: '={{ $json.prompt }}', downloadImage: false };
const five: Size = ['five items', 5, 'vip'];
/** n8n's own setting; the run fails as soon as an item does. */
const retrySettings = { retryOnFail: { maxTries: 3, waitBetweenTries: 1000 }, onError: undefined };

/** A refusal that is about the item, and not about the queue. */
const tooLarge = { statusCode: 413, message: 'too large' };

const routesWithPicture = routes.filter((route) => route !== 'describe');
const allRight = (count: number) => Array<string>(count).fill('right');
const idsOf = (items: INodeExecutionData[]) => items.map(({ json }) => json.taskId as string);

describe.each(named(wires))(
	'Retry On Fail at %s, after the first attempt has failed in the middle: nothing is paid twice',
	(_name, wire) => {
		const { run, endsOf, others, begin, credentialsFor } = at(wire);

		test.each(routes)('a task of %s has failed: only this task is created again', async (route) => {
			const arm = async () => await emulator.fault(route, 'task-fails', { skip: 1 });
			const { ends, creations } = await endsOf(kinds[route], five, arm, {}, retrySettings);
			expect(ends).toEqual(allRight(5));
			expect([(await emulator.stats()).failed, creations]).toEqual([1, 6]);
		});

		test.each(routes)('a creation of %s is rejected while others are in flight', async (route) => {
			const arm = async () => {
				await emulator.settings({ latencyMs: 4000 });
				await emulator.fault(route, 'error-in-200', { ...tooLarge, skip: 2 });
			};
			const { ends, creations } = await endsOf(kinds[route], five, arm, {}, retrySettings);
			expect(ends).toEqual(allRight(5));
			expect(creations).toBe(6);
		});

		test.each(routes)('%s, with Continue on Fail: n8n repeats such a run too', async (route) => {
			const arm = async () => await emulator.fault(route, 'task-fails');
			const changes = { ...retrySettings, onError: 'continueRegularOutput' as const };
			const { ends, creations } = await endsOf(kinds[route], five, arm, {}, changes);
			expect(ends).toEqual(allRight(5));
			expect(creations).toBe(6);
		});

		test.each(routes)("%s, when it doesn't wait", async (route) => {
			const kind = kinds[route];
			const orders = await kind.orders(5, others);
			await begin('vip');
			await emulator.fault(route, 'error-in-200', { ...tooLarge, skip: 3 });
			const { items } = await run(
				kind.operation,
				{ ...kind.parameters, waitForCompletion: 'none' },
				{
					items: orders.map(({ input }) => input),
					credentials: credentialsFor('vip'),
					...retrySettings,
				},
			);
			expect(new Set(idsOf(items)).size).toBe(5);
			expect((await emulator.stats()).byAction).toMatchObject(
				route === 'runAction' ? { UPSCALE: 3, VARIATION: 2 } : { [route.toUpperCase()]: 5 },
			);
		});
	},
);

describe('Retry On Fail where the list shows whose a task is, if at all by its seed', () => {
	const { run, endsOf, others } = matrix;

	/** Only Imagine has a mark: of other tasks nobody can know whose they are. */
	test.each(routes)('the next attempt looks for the task of a lost %s response', async (route) => {
		const kind = kinds[route];
		const orders = await kind.orders(2, others);
		await emulator.fault(route, 'reset-after', { skip: 1 });
		// All four reads of the task list fail, and so does the first attempt.
		const skip = route === 'imagine' ? 1 : 0;
		await emulator.fault('getMany', 'html-502', { skip, times: 4 });
		const { items, error } = await run(
			kind.operation,
			{ ...kind.parameters, downloadImage: false },
			{ items: orders.map(({ input }) => input), ...retrySettings },
		);
		const [lost] = (await emulator.tasks()).filter(
			({ sourceId }) => route !== 'runAction' || sourceId,
		);
		if (route === 'imagine') expect(idsOf(items)).toContain(String(lost?.taskId));
		else expect(error?.description).toContain(String(lost?.taskId));
		const { requests, faultsApplied } = await emulator.stats();
		expect(requests).toMatchObject({ [route]: 2 });
		expect(faultsApplied['html-502']).toBe(4);
	});

	test.each(routes)(
		'a lost %s response whose task cannot be found stays in doubt',
		async (route) => {
			const kind = kinds[route];
			const [order] = await kind.orders(1, others);
			await emulator.fault(route, 'reset-after');
			const skip = route === 'imagine' ? 1 : 0;
			await emulator.fault('getMany', 'html-502', { skip, times: 999 });
			const { error } = await run(
				kind.operation,
				{ ...kind.parameters, downloadImage: false },
				{ items: [order!.input], ...retrySettings },
			);
			expect(error?.description).toContain('was not sent again');
			expect((await emulator.stats()).requests).toMatchObject({ [route]: 1 });
		},
	);

	test.each(routesWithPicture)(
		'the first attempt cannot download the image of %s',
		async (route) => {
			// Each of five pictures is requested in three rounds, in each round twice from the proxy.
			const requestCounts = { storedPicture: 15, discordAttachment: 15, imageProxy: 30 };
			const arm = async () => {
				for (const picture of ['storedPicture', 'discordAttachment', 'imageProxy'] as const) {
					await emulator.fault(picture, 'status-500', { times: requestCounts[picture] });
				}
			};
			const withPicture = { downloadImage: true };
			const { ends } = await endsOf(kinds[route], five, arm, withPicture, retrySettings);
			expect(ends).toEqual(allRight(5));
			expect((await emulator.stats()).requests).toMatchObject({ [route]: 5 });
			expect(await emulator.log('storedPicture')).toHaveLength(requestCounts.storedPicture + 5);
		},
	);
});

const stalled = { executionId: 'stalled', begunMsAgo: 120_000 };
const items = prompts('one', 'two', 'three', 'four');

describe.each(named(wires.filter(({ hasList }) => hasList)))(
	'another worker takes over a stalled execution at %s, without its state',
	(_name, wire) => {
		const { run, start } = at(wire);

		test('tasks of Imagine are found by their marks, and none is paid twice', async () => {
			const first = start(imagine, fromItem, { items, ...stalled });
			await until('three tasks exist', async () => (await emulator.stats()).tasksCreated === 3);
			first.cancel();
			await first.finished;
			const second = await run(imagine, fromItem, { items, ...stalled });
			expect(second.status).toBe('success');
			expect(await emulator.stats()).toMatchObject({ tasksCreated: 4 });
		});
	},
);

describe('another worker takes over a stalled execution, without its state', () => {
	const { run, others } = matrix;

	test('tasks that have ended are returned; one page finds them and one ends the list, one reads them, one confirms it', async () => {
		await emulator.account({ membership: 'vip' });
		const credentials = emulator.credentials({ membership: 'vip' });
		const changes = { items, ...stalled, credentials };
		const first = await run(imagine, fromItem, changes);
		const routesOf = async () => (await emulator.log()).map(({ route }) => route);
		const before = await routesOf();
		expect(before.slice(0, before.indexOf('imagine'))).toEqual(['getMany']);
		const second = await run(imagine, fromItem, changes);
		expect(idsOf(second.items)).toEqual(idsOf(first.items));
		expect((await routesOf()).slice(before.length)).toEqual([
			'getMany',
			'getMany',
			'getMany',
			'get',
		]);
	});

	test('a failed task is not taken over', async () => {
		await emulator.fault('imagine', 'task-fails', { skip: 1 });
		const changes = { items, ...stalled, onError: 'continueRegularOutput' as const };
		const first = await run(imagine, fromItem, changes);
		const second = await run(imagine, fromItem, changes);
		expect(first.items.filter(({ json }) => json.error)).toHaveLength(1);
		expect(second.items.filter(({ json }) => json.error)).toHaveLength(0);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 5, tokensCharged: 4 * 14_000 });
	});

	test('tasks on later pages of the list are found too', async () => {
		await emulator.account({ membership: 'premium' });
		const first = await run(imagine, fromItem, { items, ...stalled });
		for (let i = 0; i < 25; i++) await others.create('imagine', { prompt: `other ${i}` });
		const second = await run(imagine, fromItem, { items, ...stalled });
		expect(idsOf(second.items)).toEqual(idsOf(first.items));
	});

	test('another execution with the same prompts creates its own tasks', async () => {
		await run(imagine, fromItem, { items, executionId: 'one' });
		await run(imagine, fromItem, { items, executionId: 'another' });
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 8 });
	});

	test.each([
		['an error of the server', 'status-500', {}],
		['a broken connection', 'reset-after', {}],
		['HTML instead of JSON', 'html-200', {}],
		['a wrong 404', 'not-found', {}],
		['a rate limit', 'status-429', { retryAfter: 3 }],
	] as const)('the list is read again after %s', async (_, fault, details) => {
		await run(imagine, fromItem, { items, ...stalled });
		await emulator.fault('getMany', fault, { times: 3, ...details });
		await run(imagine, fromItem, { items, ...stalled });
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 4 });
	});

	test('a list that stays broken stops the run before anything is paid', async () => {
		await run(imagine, fromItem, { items, ...stalled });
		await emulator.fault('getMany', 'status-500', { times: 999 });
		const { error } = await run(imagine, fromItem, { items, ...stalled });
		expect(error?.message).toContain('Internal server error');
		expect(error?.description).toContain('Not started: item 0, item 1, item 2, item 3.');
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 4 });
	});
});
