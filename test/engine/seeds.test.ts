import type { INodeExecutionData } from 'n8n-workflow';
import { only, prompts, useMidjourney } from '../support/midjourney';

const { emulator, run } = useMidjourney({
	tileSize: 16,
	durationSeconds: { min: 3, max: 9 },
});

const imagine = 'image.imagine';
const fromItem = { prompt: '={{ $json.prompt }}', downloadImage: false };
const seedless = { ...fromItem, options: { seed: 'none' } };
const sentPrompts = async () =>
	(await emulator.log('imagine')).map(({ body }) => (body as { prompt: string }).prompt);
const idsOf = (items: INodeExecutionData[]) => items.map(({ json }) => json.taskId as string);

describe('the seed', () => {
	test('is added to the prompt, is in the output and is the same in a repeated run', async () => {
		const executionId = 'repeated';
		const [first, second, other] = [
			only(await run(imagine, { ...fromItem, prompt: 'a kite' }, { executionId })),
			only(await run(imagine, { ...fromItem, prompt: 'a kite' }, { executionId })),
			only(await run(imagine, { ...fromItem, prompt: 'a kite' }, { executionId: 'another' })),
		];
		const { seed } = first.json;
		expect(seed).toEqual(expect.any(Number));
		expect((await sentPrompts())[0]).toBe(`a kite --seed ${seed as number}`);
		expect(second.json.seed).toBe(seed);
		expect(other.json.seed).not.toBe(seed);
	});

	test('of the user is kept, from the prompt and from the field', async () => {
		const [inText] = [
			only(await run(imagine, { ...fromItem, prompt: 'a kite --seed 7 --ar 3:2' })),
		];
		const inField = only(
			await run(imagine, { ...fromItem, prompt: 'a kite', parameters: { seed: 8 } }),
		);
		expect(await sentPrompts()).toEqual(['a kite --seed 7 --ar 3:2', 'a kite --seed 8']);
		expect([inText.json.seed, inField.json.seed]).toEqual([7, 8]);
	});

	test('can be omitted', async () => {
		const { json } = only(await run(imagine, { ...seedless, prompt: 'a kite' }));
		expect(await sentPrompts()).toEqual(['a kite']);
		expect(json.seed).toBeNull();
	});
});

describe('equal prompts in one run are different tasks', () => {
	const items = prompts('a kite', 'a kite', 'a kite');

	test.each([
		['with seeds', fromItem],
		['without', seedless],
		['with a seed of the user', { ...fromItem, prompt: 'a kite --seed 7' }],
	])('%s', async (_, parameters) => {
		const result = await run(imagine, parameters, { items });
		expect(new Set(idsOf(result.items)).size).toBe(3);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 3 });
	});

	test('with seeds, when all responses are lost: each item has its own task', async () => {
		await emulator.fault('imagine', 'reset-after', { times: 3 });
		const result = await run(imagine, fromItem, { items });
		expect(new Set(idsOf(result.items)).size).toBe(3);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 3, requests: { imagine: 3 } });
	});

	test.each([
		['without', seedless],
		[
			'with a seed of the user, which other tasks may have',
			{ ...fromItem, prompt: 'a kite --seed 7' },
		],
	])(
		'%s, when all responses are lost: each error names the tasks that it can be, and none is sent again',
		async (_, parameters) => {
			await emulator.fault('imagine', 'reset-after', { times: 3 });
			const result = await run(imagine, parameters, { items, onError: 'continueRegularOutput' });
			const ids = (await emulator.tasks()).map(({ taskId }) => String(taskId));
			expect(ids).toHaveLength(3);
			const descriptions = result.items.map(({ json }) => json.description as string);
			for (const id of ids) expect(descriptions.join()).toContain(id);
			expect((await emulator.stats()).requests).toMatchObject({ imagine: 3 });
		},
	);

	test.each([
		['with seeds', fromItem],
		['without', seedless],
	])('%s, when the run is repeated by Retry On Fail', async (_, parameters) => {
		await emulator.fault('imagine', 'task-fails', { skip: 2 });
		const retryOnFail = { maxTries: 2, waitBetweenTries: 0 };
		const result = await run(imagine, parameters, { items, retryOnFail });
		expect(new Set(idsOf(result.items)).size).toBe(3);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 4, failed: 1 });
	});

	test('with seeds, when another worker takes over', async () => {
		const changes = { items, executionId: 'stalled', begunMsAgo: 120_000 };
		const first = await run(imagine, fromItem, changes);
		const second = await run(imagine, fromItem, changes);
		expect(idsOf(second.items)).toEqual(idsOf(first.items));
	});
});
