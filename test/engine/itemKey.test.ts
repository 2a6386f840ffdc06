import { prompts } from '../support/midjourney';
import { named, wires } from '../support/wires';
import { useMatrix } from './matrix';
import { kinds, routes } from './orders';

const { emulator, at } = useMatrix();

const imagine = 'image.imagine';
const keyed = {
	prompt: '={{ $json.prompt }}',
	downloadImage: false,
	options: { itemKey: '={{ $json.prompt.slice(0, 3) }}' },
};
const items = prompts('one kite', 'two kites', 'six kites');
const created = async () => (await emulator.stats()).tasksCreated;
const onFail = { onError: 'continueRegularOutput' as const };

describe.each(named(wires.filter(({ hasList }) => hasList)))('Item Key at %s', (_name, wire) => {
	const { run, others } = at(wire);

	test('another execution with the same keys returns the same tasks, and pays nothing', async () => {
		const first = await run(imagine, keyed, { items, executionId: 'one' });
		const second = await run(imagine, keyed, { items, executionId: 'two' });
		expect(second.items.map(({ json }) => json.taskId)).toEqual(
			first.items.map(({ json }) => json.taskId),
		);
		expect(await created()).toBe(3);
	});

	test('an item with another prompt gets a task of its own', async () => {
		await run(imagine, keyed, { items, executionId: 'one' });
		const changed = prompts('one kite', 'two boats');
		await run(imagine, keyed, { items: changed, executionId: 'two' });
		expect(await created()).toBe(4);
	});

	test('a failed task is made again', async () => {
		await emulator.fault('imagine', 'task-fails');
		await run(imagine, keyed, { items, executionId: 'one', ...onFail });
		const second = await run(imagine, keyed, { items, executionId: 'two' });
		expect(second.items.map(({ json }) => json.status)).toEqual(Array(3).fill('SUCCESS'));
		expect(await created()).toBe(4);
	});

	test('two items with one key: the second is refused before anything is sent', async () => {
		const twins = prompts('one kite', 'one boat');
		const { error } = await run(imagine, keyed, { items: twins });
		expect(error?.message).toBe("'Item Key' is the same as that of item 0: one");
		expect((await emulator.stats()).requestsTotal).toBe(0);
		const { items: results } = await run(imagine, keyed, { items: twins, ...onFail });
		expect(results.map(({ json }) => json.error === undefined)).toEqual([true, false]);
	});

	test('a list that cannot be read stops the run before anything is paid', async () => {
		await emulator.fault('getMany', 'status-500', { times: 99 });
		const { error } = await run(imagine, keyed, { items });
		expect(error).toBeDefined();
		expect(await created()).toBe(0);
	});

	test.each(routes)(
		'%s: a task that shows its item keeps its key, another is refused',
		async (route) => {
			const kind = kinds[route];
			const [order] = await kind.orders(1, others);
			const before = await created();
			const parameters = { ...kind.parameters, downloadImage: false, options: { itemKey: 'a' } };
			const runKeyed = async (executionId: string) =>
				await run(kind.operation, parameters, { items: [order!.input], executionId });
			const first = await runKeyed('one');
			if (wire.isFound(route)) {
				await runKeyed('two');
				expect(await created()).toBe(before + 1);
			} else {
				expect(first.error?.message).toContain("'Item Key' cannot be used for this item");
				expect(await created()).toBe(before);
			}
		},
	);
});

describe.each(named(wires.filter(({ hasList }) => !hasList)))('Item Key at %s', (_name, wire) => {
	const { run } = at(wire);

	test('creates nothing, since nobody could know whether the task exists', async () => {
		const { error } = await run(imagine, keyed, { items });
		expect(error?.message).toContain('this server has no list of tasks');
		expect(await created()).toBe(0);
	});
});

describe.each(named(wires))('A Retry of an execution whose data is lost, at %s', (_name, wire) => {
	const { run, others } = at(wire);
	const lost = { mode: 'retry' as const, begunMsAgo: 600_000 };

	test.each(routes)('%s: a task that may be its own is never paid again', async (route) => {
		const kind = kinds[route];
		await wire.addOlderTask?.(emulator);
		const [order] = await kind.orders(1, others);
		const parameters = { ...kind.parameters, downloadImage: false };
		const input = { items: [order!.input], executionId: 'first' };
		const first = await run(kind.operation, parameters, input);
		const before = await created();
		const { items: results, error } = await run(kind.operation, parameters, { ...input, ...lost });
		expect(await created()).toBe(before);
		if (wire.isFound(route)) {
			expect(results[0]?.json.taskId).toBe(first.items[0]?.json.taskId as string);
		} else {
			expect(error?.description).toContain('was not sent again');
			if (wire.hasList) {
				expect(error?.description).toContain(String(first.items[0]?.json.taskId as string));
			}
		}
	});
});

describe.each(named(wires.filter(({ hasList }) => hasList)))(
	'A Retry of an execution that crashed, at %s',
	(_name, wire) => {
		const { run } = at(wire);

		test.each(['finished', 'crashed'] as const)(
			'finds the tasks of a node that had %s, although n8n counts that as a run',
			async (storedRun) => {
				const parameters = { prompt: '={{ $json.prompt }}', downloadImage: false };
				const first = await run(imagine, parameters, { items, executionId: 'first' });
				const retried = await run(imagine, parameters, {
					items,
					executionId: 'first',
					mode: 'retry',
					begunMsAgo: 10_000,
					storedRun,
				});
				expect(retried.items.map(({ json }) => json.taskId)).toEqual(
					first.items.map(({ json }) => json.taskId),
				);
				expect(await created()).toBe(3);
			},
		);

		test('makes new tasks in a second run of the node, as in a loop', async () => {
			const parameters = { prompt: '={{ $json.prompt }}', downloadImage: false };
			await run(imagine, parameters, { items, executionId: 'first' });
			const second = { mode: 'retry' as const, begunMsAgo: 10_000, storedRun: 'real' as const };
			await run(imagine, parameters, { items, executionId: 'first', ...second });
			expect(await created()).toBe(6);
		});
	},
);

describe.each(named(wires.filter(({ hasList }) => hasList)))(
	'A Retry of an execution that was broken off before this node, at %s',
	(_name, wire) => {
		const { run } = at(wire);

		test('creates the task after a look', async () => {
			await wire.addOlderTask?.(emulator);
			const parameters = { prompt: 'a kite', downloadImage: false };
			const { items: results } = await run(imagine, parameters, {
				mode: 'retry',
				begunMsAgo: 600_000,
			});
			expect(results[0]?.json.status).toBe('SUCCESS');
		});
	},
);
