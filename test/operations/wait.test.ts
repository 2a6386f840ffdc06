import { only, useMidjourney } from '../support/midjourney';
import { otherClient } from '../support/otherClient';
import { plainPicture } from '../support/pictures';

const { emulator, run } = useMidjourney({
	tileSize: 64,
	durationSeconds: { min: 20, max: 20 },
});
const others = otherClient(emulator);

const wait = 'task.wait';
const kite = { prompt: 'a kite' };
const finished = async () => (await others.createGrid()).taskId;
const failed = async () => await others.createFailed('Could not complete');

test('a task of an earlier run is waited for, and its image is returned', async () => {
	const earlier = only(await run('image.imagine', { ...kite, waitForCompletion: 'none' }));
	const parameters = { taskId: '={{ $json.taskId }}' };
	const item = only(await run(wait, parameters, { items: [earlier] }));
	expect(item.json).toMatchObject({
		taskId: earlier.json.taskId,
		status: 'SUCCESS',
		costTokens: 14_000,
	});
	expect(item.binary?.data?.fileName).toBe(`${earlier.json.taskId as string}-grid.png`);
	expect(await emulator.stats()).toMatchObject({ tasksCreated: 1, requests: { imagine: 1 } });
});

test('a finished task is returned after one request', async () => {
	const taskId = await finished();
	const { requests } = await emulator.stats();
	only(await run(wait, { taskId, downloadImage: false }));
	const after = (await emulator.stats()).requests;
	expect((after.get ?? 0) + (after.getMany ?? 0)).toBe((requests.get ?? 0) + 1);
	expect(after).not.toHaveProperty('storedPicture');
});

test.each([
	['separated by commas', (ids: number[]) => ids.join(', ')],
	['on lines of their own', (ids: number[]) => `${ids.join('\n')}\n`],
	['as a list', (ids: number[]) => `={{ ${JSON.stringify(ids)} }}`],
	[
		'in whole tasks',
		(ids: number[]) =>
			`={{ ${JSON.stringify(
				ids.map((taskId) => ({ data: { taskId } })),
				null,
				1,
			)} }}`,
	],
])('several IDs %s return an item each, in their order', async (_, write) => {
	const ids = [await others.create('imagine', kite), await finished(), await finished()];
	const { items } = await run(wait, { taskId: write(ids), downloadImage: false });
	expect(items.map(({ json }) => json.taskId)).toEqual(ids.map(String));
	expect(items.map(({ json }) => json.status)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(ids.map(() => ({ item: 0 })));
});

test('many tasks of many items are returned in the order of the items', async () => {
	await emulator.account({ membership: 'premium' });
	const ids: number[] = [];
	for (let n = 0; n < 30; n++) ids.push(await others.create('imagine', { prompt: `kite ${n}` }));
	const { items } = await run(
		wait,
		{ taskId: '={{ $json.id }}', downloadImage: false },
		{
			items: ids.map((id) => ({ json: { id } })),
			credentials: emulator.credentials({ membership: 'premium' }),
		},
	);
	expect(items.map(({ json }) => Number(json.taskId))).toEqual(ids);
	expect(items[4]?.pairedItem).toEqual({ item: 4 });
});

test('tasks of all kinds are returned with their own output', async () => {
	const grid = await others.createGrid();
	const upscale = await others.press(grid, 'U2');
	const base64 = (await plainPicture('red')).toString('base64');
	const described = await others.createFinished('describe', { base64 });
	const ids = [grid.taskId, upscale.taskId, described.taskId];
	const { items } = await run(wait, { taskId: ids.join() });
	expect(items.map(({ json }) => json.action)).toEqual(['IMAGINE', 'UPSCALE', 'DESCRIBE']);
	expect(items.map(({ binary }) => binary?.data?.fileName)).toEqual([
		`${grid.taskId}-grid.png`,
		`${upscale.taskId}.png`,
		undefined,
	]);
	expect(items[2]?.json.prompts).toHaveLength(4);
});

describe('a task that has failed', () => {
	test('ends the run with its reason', async () => {
		const taskId = await failed();
		const { error } = await run(wait, { taskId: `${await finished()}, ${taskId}` });
		expect(error?.message).toBe(
			`Midjourney ended the task without a result: Could not complete (task ${taskId})`,
		);
		expect(error?.description).toContain('Nothing was charged');
	});

	test('leaves the others alone with Continue on Fail', async () => {
		const ids = [await finished(), await failed(), 4711, await others.create('imagine', kite)];
		const { items } = await run(
			wait,
			{ taskId: '={{ $json.id }}', downloadImage: false },
			{ items: ids.map((id) => ({ json: { id } })), onError: 'continueRegularOutput' },
		);
		expect(items.map(({ json }) => json.taskId)).toEqual(ids.map(String));
		expect(items.map(({ json }) => json.error ?? 'fine')).toEqual([
			'fine',
			expect.stringContaining('Could not complete'),
			expect.stringContaining('OhMyGPT does not know this task'),
			'fine',
		]);
	});
});

describe('the time limit', () => {
	const shortLimit = { timeLimitMinutes: 0.5 };
	beforeEach(async () => await emulator.settings({ durationSeconds: { min: 9000, max: 9000 } }));

	test('is an error that keeps the ID', async () => {
		const taskId = await others.create('imagine', kite);
		const { error } = await run(wait, { taskId, options: shortLimit });
		expect(error?.message).toMatch(/^The task was not finished within 0\.5 minutes; /);
		expect(error?.context?.taskId).toBe(String(taskId));
	});

	test('returns unfinished tasks if the user has chosen that, together with finished ones', async () => {
		const ids = [await finished(), await others.create('imagine', kite)];
		const options = { ...shortLimit, onTimeLimit: 'return' };
		const { items } = await run(wait, { taskId: ids.join(), options });
		expect(items.map(({ json }) => json.timedOut ?? false)).toEqual([false, true]);
		expect(items[1]?.json).toMatchObject({ taskId: String(ids[1]), status: 'IN_PROGRESS' });
		expect(items[1]?.binary).toBeUndefined();
	});
});

test.each([
	['words', 'kite', "'kite' is no task ID"],
	['one bad ID among good ones', '4711, id', "'id' is no task ID"],
	['nothing', '={{ $json.nothing }}', "'Task ID' is empty"],
])('%s instead of IDs is rejected without a request', async (_, taskId, message) => {
	const { error } = await run(wait, { taskId });
	expect(error?.message).toBe(message);
	expect((await emulator.stats()).requestsTotal).toBe(0);
});
