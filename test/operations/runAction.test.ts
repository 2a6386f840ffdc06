import type { IDataObject } from 'n8n-workflow';
import sharp from 'sharp';
import { only, useMidjourney, withFiles } from '../support/midjourney';
import { otherClient } from '../support/otherClient';
import { pixelsOf, plainPicture } from '../support/pictures';

const { emulator, run } = useMidjourney({
	tileSize: 64,
	durationSeconds: { min: 5, max: 5 },
});
const others = otherClient(emulator);

const runAction = 'image.runAction';
const noWait = { waitForCompletion: 'none' };
const name = (...buttonNames: string[]) => ({ buttonNames });

/** A tile of a grid as the emulator drew it. */
async function tile(taskId: number, n: number): Promise<Buffer> {
	const response = await fetch(`${emulator.url}/_emulator/tasks/${taskId}/tiles/${n}`);
	return Buffer.from(await response.arrayBuffer());
}

test('All Four Upscales returns four items, each with the pixels of its own tile', async () => {
	await emulator.account({ membership: 'vip' });
	const { taskId } = await others.createGrid('a red kite --ar 3:2');
	const parameters = { taskId, ...name('All Four Upscales') };
	const result = await run(runAction, parameters, {
		credentials: emulator.credentials({ membership: 'vip' }),
	});
	expect(result.items).toHaveLength(4);
	for (const [i, item] of result.items.entries()) {
		expect(item.json).toMatchObject({ action: 'UPSCALE', status: 'SUCCESS', costTokens: 3500 });
		expect(item.pairedItem).toEqual({ item: 0 });
		expect(item.binary?.data?.fileName).toBe(`${item.json.taskId as string}.png`);
		const upscaled = await pixelsOf(await result.binary(item));
		expect(upscaled).toEqual(await pixelsOf(await tile(taskId, i + 1)));
	}
	const pictures = await Promise.all(result.items.map((item) => result.binary(item)));
	expect(new Set(pictures.map((bytes) => bytes.toString('base64'))).size).toBe(4);
	expect(await emulator.stats()).toMatchObject({ tokensCharged: 14_000 + 4 * 3500 });
});

test.each([
	['V3', 'VARIATION'],
	['Re-Roll', 'REROLL'],
	['u2', 'UPSCALE'],
	['reroll', 'REROLL'],
])('a grid: %s creates a new task from it', async (button, action) => {
	const { taskId } = await others.createGrid();
	const item = only(await run(runAction, { taskId, ...name(button) }));
	expect(item.json).toMatchObject({ action, status: 'SUCCESS' });
	expect(item.json.taskId).not.toBe(String(taskId));
	expect(item.binary?.data?.mimeType).toBe('image/png');
});

test.each([
	['Zoom Out 2x', 'ZOOM'],
	['Pan Left', 'PAN'],
	['Vary (Strong)', 'VARIATION'],
	['Upscale (Creative)', 'UPSCALE'],
])('an upscale: %s creates a new task from it', async (button, action) => {
	const upscale = await others.press(await others.createGrid(), 'U1');
	const item = only(await run(runAction, { taskId: upscale.taskId, ...name(button), ...noWait }));
	expect(item.json).toMatchObject({ action, status: 'SUBMITTED' });
	expect((await emulator.tasks())[0]).toMatchObject({ action, sourceId: upscale.taskId });
});

test('several buttons are pressed in the order in which they are named, each once', async () => {
	const { taskId } = await others.createGrid();
	const { items } = await run(runAction, { taskId, ...name('V1', 'U3', 'V1'), ...noWait });
	expect(items.map(({ json }) => json.action)).toEqual(['VARIATION', 'UPSCALE']);
	const sent = (await emulator.log('runAction')).map(({ body }) => body);
	expect(sent).toMatchObject([
		{ customId: expect.stringContaining('variation::1') },
		{ customId: expect.stringContaining('upsample::3') },
	]);
});

test('buttons are pressed for each item, and every output leads back to its own', async () => {
	await emulator.account({ membership: 'vip' });
	const sources = [
		await others.createGrid('one'),
		await others.createGrid('two'),
		await others.createGrid('three'),
	];
	const { items } = await run(
		runAction,
		{ taskId: '={{ $json.taskId }}', buttonNames: '={{ $json.press }}', ...noWait },
		{
			items: sources.map(({ taskId }, i) => ({
				json: { taskId, press: ['U1', 'U2', 'U3'].slice(0, i + 1) },
			})),
			credentials: emulator.credentials({ membership: 'vip' }),
		},
	);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
		[0, 1, 1, 2, 2, 2].map((item) => ({ item })),
	);
	expect(items.map(({ json }) => json.prompt)).toEqual([
		'one',
		'two',
		'two',
		'three',
		'three',
		'three',
	]);
});

describe('the pool is that of the source task, whatever the credential says', () => {
	test.each([
		['NORMAL', 'FAST', 1750],
		['FAST', 'NORMAL', 3500],
	])('%s', async (type, mode, costTokens) => {
		const { taskId } = await others.createGrid('a kite', { type });
		const credentials = emulator.credentials({ mode });
		const item = only(await run(runAction, { taskId, ...name('U1') }, { credentials }));
		expect(item.json).toMatchObject({ status: 'SUCCESS', costTokens });
		expect((await emulator.tasks())[0]).toMatchObject({ pool: type });
	});
});

describe('an unknown pool of the source is sent back as it came', () => {
	test.each(['RELAX', 'relax'])('%s', async (pool) => {
		const { taskId, ...wire } = await others.createGrid();
		const items = [{ json: { ...wire, taskId, taskType: pool } }];
		await run(runAction, { taskId, ...name('U1'), ...noWait }, { items });
		expect((await emulator.log('runAction')).at(-1)?.body).toMatchObject({ type: pool });
	});
});

test('the simplified task of an earlier node has no customIds, so it is read once', async () => {
	const created = only(await run('image.imagine', { prompt: 'a kite' }));
	const { get: queries = 0 } = (await emulator.stats()).requests;
	const parameters = { taskId: '={{ $json.taskId }}', ...name('U1'), ...noWait };
	const item = only(await run(runAction, parameters, { items: [created] }));
	expect(item.json).toMatchObject({ action: 'UPSCALE' });
	expect((await emulator.stats()).requests).toMatchObject({ get: queries + 1, runAction: 1 });
});

describe('a task that came in as the service sent it needs no query', () => {
	test('its ID is enough', async () => {
		const created = only(await run('image.imagine', { prompt: 'a kite', simplify: false }));
		const queries = (await emulator.stats()).requests.get;
		const parameters = { taskId: '={{ $json.taskId }}', ...name('U1'), ...noWait };
		const item = only(await run(runAction, parameters, { items: [created] }));
		expect(item.json).toMatchObject({
			action: 'UPSCALE',
			prompt: expect.stringContaining('a kite'),
		});
		expect((await emulator.stats()).requests).toMatchObject({ get: queries, runAction: 1 });
	});

	test.each([
		['dragged whole into Task ID', (json: IDataObject) => json],
		['in the envelope of a response', (json: IDataObject) => ({ statusCode: 200, data: json })],
	])('%s', async (_, wrap) => {
		const { json } = only(await run('image.imagine', { prompt: 'a kite', simplify: false }));
		const queries = (await emulator.stats()).requests.get;
		const parameters = { taskId: '={{ $json }}', ...name('U1'), ...noWait };
		const item = only(await run(runAction, parameters, { items: [{ json: wrap(json) }] }));
		expect(item.json).toMatchObject({ action: 'UPSCALE' });
		expect((await emulator.stats()).requests).toMatchObject({ get: queries, runAction: 1 });
	});

	test.each([
		['U1', '⬅️', 'pan_left'],
		['U1', '❤️', 'BOOKMARK'],
	])('below %s a button is found by its emoji %s', async (...row) => {
		const [pressed, emoji, customId] = row;
		const { taskId } = await others.press(await others.createGrid(), pressed);
		const source = only(await run('task.get', { taskId, simplify: false }));
		const parameters = { taskId, ...name(emoji), ...noWait };
		await run(runAction, parameters, { items: [source] });
		expect((await emulator.log('runAction')).at(-1)?.body).toMatchObject({
			customId: expect.stringContaining(customId),
		});
	});

	test('of a description, too: 1️⃣ makes the first of its images', async () => {
		await emulator.variants({ describeExtras: 'present' });
		const items = [withFiles({ data: await plainPicture('red') })];
		const described = only(await run('image.describe', { simplify: false }, { items }));
		const parameters = { taskId: '={{ $json }}', ...name('1️⃣'), ...noWait };
		const item = only(await run(runAction, parameters, { items: [described] }));
		expect((await emulator.tasks())[0]).toMatchObject({
			taskId: Number(item.json.taskId),
			action: 'IMAGINE',
		});
	});

	test.each([
		['another task', (json: object) => ({ ...json, taskId: '1' })],
		[
			'a task that was unfinished',
			(json: object) => ({ ...json, status: 'IN_PROGRESS', progress: '50%' }),
		],
		['a task without its buttons', (json: object) => ({ ...json, actions: [] })],
	])('but %s in the item is not used', async (_, change) => {
		const { taskId } = await others.createGrid();
		const { json } = only(await run('task.get', { taskId, simplify: false }));
		await run(runAction, { taskId, ...name('U1'), ...noWait }, { items: [{ json: change(json) }] });
		const [request, ...more] = (await emulator.log('get')).slice(-1);
		expect(request).toMatchObject({ taskId });
		expect(more).toEqual([]);
		expect((await emulator.stats()).requests).toMatchObject({ get: 3, runAction: 1 });
	});
});

test('the image of a pan is half as long again', async () => {
	const upscale = await others.press(await others.createGrid(), 'U1');
	const result = await run(runAction, { taskId: upscale.taskId, ...name('Pan Right') });
	const { width, height } = await sharp(await result.binary(only(result))).metadata();
	expect(width / height).toBeCloseTo(1.5);
});
