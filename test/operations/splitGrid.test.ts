import sharp from 'sharp';
import { only, useMidjourney, withFiles } from '../support/midjourney';
import type { NodeRun } from '../support/n8n';
import { otherClient } from '../support/otherClient';
import { pixelsOf, plainPicture } from '../support/pictures';

const { emulator, run } = useMidjourney({
	tileSize: 64,
	durationSeconds: { min: 5, max: 5 },
});
const others = otherClient(emulator);

const split = { splitGrid: true };
const numbers = [1, 2, 3, 4];

/** A tile of a grid as the emulator drew it. */
async function tile(taskId: number, n: number) {
	const response = await fetch(`${emulator.url}/_emulator/tasks/${taskId}/tiles/${n}`);
	return await pixelsOf(Buffer.from(await response.arrayBuffer()));
}

/** Four items, each with the pixels of its own tile of the newest task. */
async function expectTiles({ items, error, binary }: NodeRun) {
	expect(error).toBeUndefined();
	const taskId = (await emulator.tasks())[0]?.taskId ?? 0;
	expect(items.map(({ json }) => json.tile)).toEqual(numbers);
	for (const [i, item] of items.entries()) {
		expect(item.json).toMatchObject({ taskId: String(taskId), status: 'SUCCESS' });
		expect(item.pairedItem).toEqual({ item: 0 });
		expect(item.binary?.data).toMatchObject({
			fileName: `${taskId}-${i + 1}.png`,
			mimeType: 'image/png',
		});
		expect(await pixelsOf(await binary(item))).toEqual(await tile(taskId, i + 1));
	}
}

describe('a grid becomes four images, equal to its tiles pixel by pixel', () => {
	test.each(['', '--ar 3:2', '--ar 9:16'])('on Imagine %s', async (shape) => {
		await expectTiles(await run('image.imagine', { prompt: `a red kite ${shape}`, ...split }));
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 1, tokensCharged: 14_000 });
	});

	test('on Blend', async () => {
		const items = [withFiles({ a: await plainPicture('red'), b: await plainPicture('lime') })];
		const parameters = { binaryFields: 'a,b', dimensions: 'PORTRAIT', ...split };
		await expectTiles(await run('image.blend', parameters, { items }));
	});

	test('on a variation', async () => {
		const { taskId } = await others.createGrid();
		await expectTiles(await run('image.runAction', { taskId, buttonNames: ['V2'], ...split }));
	});

	test('on a re-roll that carries the action of its source', async () => {
		await emulator.variants({ rerollAction: 'source' });
		const { taskId } = await others.createGrid();
		await expectTiles(await run('image.runAction', { taskId, buttonNames: ['Re-Roll'], ...split }));
	});

	test('on a zoom of an upscale', async () => {
		const { taskId } = await others.press(await others.createGrid(), 'U1');
		const parameters = { taskId, buttonNames: ['Zoom Out 2x'], ...split };
		await expectTiles(await run('image.runAction', parameters));
	});

	test('on Download', async () => {
		const { taskId } = await others.createGrid();
		await expectTiles(await run('image.download', { taskId, ...split }));
	});

	test('on Task > Wait', async () => {
		const { taskId } = await others.createGrid();
		await expectTiles(await run('task.wait', { taskId: String(taskId), ...split }));
	});

	test('from Discord, if the storage has no copy', async () => {
		await emulator.variants({ imageS3Url: 'null' });
		const { taskId } = await others.createGrid();
		await expectTiles(await run('image.download', { taskId, ...split }));
	});

	test.each([
		['when its size is read', 0],
		['after two tiles', 3],
	])('all four from Discord, if the storage fails %s', async (_, skip) => {
		const { taskId } = await others.createGrid();
		await emulator.fault('imageProxy', 'status-500', { skip });
		await expectTiles(await run('image.download', { taskId, ...split }));
		const last = (await emulator.log('imageProxy')).slice(-4);
		for (const { path } of last) expect(path).toContain('attachments');
	});

	test('from the source that the user has fixed', async () => {
		const { taskId } = await others.createGrid();
		await expectTiles(await run('image.download', { taskId, source: 'discord', ...split }));
		for (const { path } of await emulator.log('imageProxy')) expect(path).toContain('attachments');
	});
});

test('from a compressed source the tiles are compressed', async () => {
	const { taskId } = await others.createGrid('a kite --ar 2:1');
	const parameters = { taskId, source: 'objectStorageCompressed', ...split };
	const result = await run('image.download', {
		...parameters,
		options: { width: 40, format: 'jpg' },
	});
	expect(result.items).toHaveLength(4);
	for (const [i, item] of result.items.entries()) {
		expect(item.binary?.data?.fileName).toBe(`${taskId}-${i + 1}.jpg`);
		const bytes = await result.binary(item);
		expect(await sharp(bytes).metadata()).toMatchObject({ width: 40, format: 'jpeg' });
		const [actual, expected] = await Promise.all([
			sharp(bytes).stats(),
			sharp((await tile(taskId, i + 1)).data, {
				raw: { width: 88, height: 48, channels: 3 },
			}).stats(),
		]);
		actual.channels.forEach(({ mean }, channel) =>
			expect(Math.abs(mean - (expected.channels[channel]?.mean ?? 0))).toBeLessThan(4),
		);
	}
});

test('at an address of which nothing else is known', async () => {
	const { taskId, imageDcUrl } = await others.createGrid();
	const parameters = { imageFrom: 'url', imageUrl: imageDcUrl, ...split };
	const { items, binary } = await run('image.download', parameters);
	expect(items.map(({ json }) => json)).toEqual(
		numbers.map((n) => ({ imageUrl: imageDcUrl, tile: n })),
	);
	expect(items[1]?.binary?.data?.fileName).toMatch(/^emulator_a_red_kite_.*-2\.png$/);
	for (const [i, item] of items.entries()) {
		expect(await pixelsOf(await binary(item))).toEqual(await tile(taskId, i + 1));
	}
});

describe('what is no 2x2 grid is not split', () => {
	test('an upscale', async () => {
		const { taskId } = await others.press(await others.createGrid(), 'U1');
		const { error } = await run('image.download', { taskId, ...split });
		expect(error?.message).toBe(
			`The image is no 2x2 grid: the result of UPSCALE is a single image (task ${taskId})`,
		);
		expect(error?.description).toBe("Switch 'Split Grid' off to get it whole.");
	});

	test('the result of Describe', async () => {
		const base64 = (await plainPicture('red')).toString('base64');
		const { taskId } = await others.createFinished('describe', { base64 });
		const { error } = await run('image.download', { taskId, ...split });
		expect(error?.message).toContain('no 2x2 grid: the result of Describe is text');
	});

	test('a draft of 24 tiles', async () => {
		const { taskId } = await others.createGrid('a kite --draft');
		const { error } = await run('image.download', { taskId, ...split });
		expect(error?.message).toContain(
			'--draft gives 24 small images, unless the prompt names --v 7',
		);
	});

	test('a draft of 24 tiles that is about to be made, before it is paid for', async () => {
		const { error } = await run('image.imagine', { prompt: 'a kite --draft', ...split });
		expect(error?.message).toContain('The image is no 2x2 grid: --draft gives 24 small images');
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test('a re-roll of such a draft, before it is paid for', async () => {
		const { taskId } = await others.createGrid('a kite --draft');
		const parameters = { taskId, buttonNames: ['Re-Roll'], ...split };
		const { error } = await run('image.runAction', parameters);
		expect(error?.message).toContain('--draft gives 24 small images');
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 1 });
	});

	test('an image whose sides are odd', async () => {
		const size = { width: 33, height: 20, channels: 3 as const };
		const odd = await sharp({ create: { ...size, background: 'red' } })
			.png()
			.toBuffer();
		const imageUrl = await others.upload(odd);
		const { error } = await run('image.download', { imageFrom: 'url', imageUrl, ...split });
		expect(error?.message).toBe('The image is no 2x2 grid: its sides, 33 x 20, cannot be halved');
	});
});

test('if the proxy fails for a moment, the tiles are requested again a little later', async () => {
	const { taskId } = await others.createGrid();
	await emulator.fault('imageProxy', 'status-500', { times: 3, skip: 1 });
	await expectTiles(await run('image.download', { taskId, ...split }));
});

test('if no tile can be downloaded, the error has the task and says that it is paid', async () => {
	const { taskId } = await others.createGrid();
	await emulator.fault('imageProxy', 'status-500', { times: 99 });
	const { error } = await run('image.download', { taskId, ...split });
	expect(error?.message).toBe(
		'The image could not be downloaded: Object Storage Through Proxy: HTTP status 500; ' +
			`Discord Through Proxy: HTTP status 500 (task ${taskId})`,
	);
	expect(error?.description).toContain('paid for');
	expect(only(await run('image.download', { taskId })).json.taskId).toBe(String(taskId));
});
