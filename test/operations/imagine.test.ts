import type { INodeExecutionData } from 'n8n-workflow';
import sharp from 'sharp';
import { only, prompts, useMidjourney } from '../support/midjourney';

const { emulator, run } = useMidjourney();

const imagine = 'image.imagine';
/** The prompt without the seed that the node adds. */
const textOf = ({ json }: INodeExecutionData) =>
	(json.prompt as string).replace(/ --seed \d+$/, '');

const fromItem = { prompt: '={{ $json.prompt }}' };

test('a prompt becomes an image: the task in simplified form, the grid as a file', async () => {
	const result = await run(imagine, { prompt: 'a red kite over dunes --ar 3:2' });
	const item = only(result);
	expect(Object.keys(item.json)).toEqual([
		'taskId',
		'status',
		'progress',
		'action',
		'prompt',
		'imageUrl',
		'costTokens',
		'seed',
		'buttons',
		'failReason',
	]);
	expect(item.json).toMatchObject({
		status: 'SUCCESS',
		action: 'IMAGINE',
		prompt: expect.stringMatching(/^a red kite over dunes --ar 3:2 --seed \d+$/) as string,
		progress: 100,
		failReason: null,
		costTokens: 14000,
	});
	const names = ['U1', 'U2', 'U3', 'U4', 'Re-Roll', 'V1', 'V2', 'V3', 'V4'];
	expect(item.json.buttons).toEqual(names);
	const taskId = item.json.taskId as string;
	expect(item.binary?.data).toMatchObject({
		fileName: `${taskId}-grid.png`,
		mimeType: 'image/png',
	});
	const { width, height } = await sharp(await result.binary(item)).metadata();
	expect(width / height).toBeCloseTo(1.5, 1);
});

test('the image is kept in the file system, never in the item', async () => {
	const item = only(await run(imagine, { prompt: 'a red kite' }));
	expect(item.binary?.data?.id).toMatch(/^filesystem/);
	expect(JSON.stringify(item).length).toBeLessThan(3000);
});

test('with Simplify off the task is returned as the service sent it, with all fifteen fields', async () => {
	const item = only(await run(imagine, { prompt: 'a red kite', simplify: false }));
	expect(Object.keys(item.json)).toHaveLength(15);
	expect(item.json).toMatchObject({
		taskType: 'FAST',
		progress: '100%',
		imageS3Url: expect.stringMatching(/\.png$/),
	});
});

test.each([
	['a long dash', 'a kite —ar 3:2 —seed 5', 'a kite --ar 3:2 --seed 5'],
	['a Chinese comma', '风筝，--seed 5', '风筝， --seed 5'],
	['a zero-width space', 'a kite\u200b --seed 5', 'a kite --seed 5'],
])('a prompt with %s is sent in its plain form', async (_, prompt, sent) => {
	only(await run(imagine, { prompt, waitForCompletion: 'none' }));
	expect((await emulator.log('imagine'))[0]?.body).toMatchObject({ prompt: sent });
});

test("the image goes into the field that the options name, or isn't loaded at all", async () => {
	const named = await run(imagine, { prompt: 'a kite', options: { binaryField: 'kite' } });
	expect(Object.keys(only(named).binary ?? {})).toEqual(['kite']);
	const without = await run(imagine, { prompt: 'a kite', downloadImage: false });
	expect(only(without).binary).toBeUndefined();
	expect((await emulator.stats()).requests).toMatchObject({ storedPicture: 1 });
});

test.each([
	['the credential says FAST', 'FAST', 'credential', 'FAST', 14000],
	['the credential says NORMAL', 'NORMAL', 'credential', 'NORMAL', 7000],
	['the node says NORMAL', 'FAST', 'NORMAL', 'NORMAL', 7000],
	['the node says FAST', 'NORMAL', 'FAST', 'FAST', 14000],
])('the pool: %s', async (_, inCredential, inNode, pool, costTokens) => {
	const credentials = emulator.credentials({ mode: inCredential });
	const result = await run(imagine, { prompt: 'a kite', speed: inNode }, { credentials });
	expect(only(result).json).toMatchObject({ costTokens });
	expect(await emulator.tasks()).toMatchObject([{ pool }]);
	expect(await emulator.stats()).toMatchObject({ tokensCharged: costTokens });
});

test('without waiting, the task ID is returned at once and nothing is polled', async () => {
	const item = only(await run(imagine, { prompt: 'a kite', waitForCompletion: 'none' }));
	const [task] = await emulator.tasks();
	expect(item.json).toMatchObject({
		taskId: String(task?.taskId),
		status: 'SUBMITTED',
		prompt: expect.stringMatching(/^a kite --seed \d+$/) as string,
		costTokens: null,
	});
	expect(item.binary).toBeUndefined();
	expect((await emulator.stats()).requests).toEqual({ getMany: 1, imagine: 1 });
});

test('all items are made, in input order, each paired with its input', async () => {
	await emulator.account({ membership: 'vip' });
	const result = await run(imagine, fromItem, {
		items: prompts('one', 'two', 'three', 'four', 'five'),
		credentials: emulator.credentials({ membership: 'vip' }),
	});
	expect(result.items.map(textOf)).toEqual(['one', 'two', 'three', 'four', 'five']);
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
		[0, 1, 2, 3, 4].map((item) => ({ item })),
	);
	expect(await emulator.stats()).toMatchObject({ tasksCreated: 5, tokensCharged: 70000 });
});

test('at most as many tasks are unfinished as the membership allows, and all slots are used', async () => {
	await run(imagine, fromItem, { items: prompts('1', '2', '3', '4', '5', '6', '7') });
	expect(await emulator.stats()).toMatchObject({
		tasksCreated: 7,
		peakUnfinished: 3,
		requests: { imagine: 7 },
	});
});

test('a queue that others have filled is waited out', async () => {
	await run(imagine, { prompt: 'first', waitForCompletion: 'none' });
	await run(imagine, { prompt: 'second', waitForCompletion: 'none' });
	await run(imagine, { prompt: 'third', waitForCompletion: 'none' });
	const item = only(await run(imagine, { prompt: 'fourth' }));
	expect(textOf(item)).toBe('fourth');
	expect(await emulator.stats()).toMatchObject({ tasksCreated: 4, peakUnfinished: 3 });
});

test('with Continue on Fail one bad item leaves the others alone', async () => {
	const result = await run(imagine, fromItem, {
		items: prompts('one', 'a naked truth', 'three'),
		onError: 'continueRegularOutput',
	});
	expect(result.status).toBe('success');
	expect(result.items.map(({ json }) => json.status ?? json.error)).toEqual([
		'SUCCESS',
		`Midjourney's moderation rejected the prompt: Banned prompt: "naked" is not allowed`,
		'SUCCESS',
	]);
	expect(result.items[1]?.pairedItem).toEqual({ item: 1 });
});

test('the error output gets the failed items only, with what was paid for', async () => {
	const result = await run(imagine, fromItem, {
		items: prompts('one', 'a bloodbath', 'three'),
		onError: 'continueErrorOutput',
	});
	const [good = [], bad = []] = result.outputs;
	expect(good.map(textOf)).toEqual(['one', 'three']);
	expect(bad.map(({ json }) => json)).toMatchObject([
		{
			prompt: expect.stringContaining('a bloodbath') as string,
			status: 'FAILURE',
			taskId: expect.stringMatching(/^\d+$/) as string,
			costTokens: 0,
			error: expect.stringContaining('moderation') as string,
		},
	]);
});

test('when one item ends the run, the error names the tasks of the others', async () => {
	const result = await run(imagine, fromItem, { items: prompts('one', 'a bloodbath', 'three') });
	expect(result.status).toBe('error');
	expect(result.error?.context?.itemIndex).toBe(1);
	const others = (await emulator.tasks()).filter(({ prompt }) => !prompt?.includes('bloodbath'));
	expect(others).toHaveLength(2);
	for (const { taskId } of others) expect(result.error?.description).toContain(String(taskId));
});

test('no items cause no output and no request', async () => {
	const result = await run(imagine, { prompt: 'a kite' }, { items: [] });
	expect(result.items).toEqual([]);
	expect((await emulator.stats()).requestsTotal).toBe(0);
});
