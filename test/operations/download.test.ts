import type { IDataObject } from 'n8n-workflow';
import sharp from 'sharp';
import { only, useMidjourney } from '../support/midjourney';
import { otherClient } from '../support/otherClient';
import { pixelsOf } from '../support/pictures';

const { emulator, run } = useMidjourney({ tileSize: 64 });
const others = otherClient(emulator);

const download = 'image.download';
const pictureRoutes = ['storedPicture', 'discordAttachment', 'imageProxy'];

/** The routes of all picture requests, in order. */
async function requestedRoutes() {
	const entries = (await emulator.log()).filter(({ route }) => pictureRoutes.includes(route));
	return entries.map(({ route, path }) => {
		const from =
			route === 'imageProxy' && (path.includes('mj-generated') ? ' of storage' : ' of Discord');
		return `${route}${from || ''}`;
	});
}

/** The grid of a task as the emulator drew it. */
async function gridOf(taskId: number): Promise<Buffer> {
	const { imageS3Url } = await others.get(taskId);
	const url = `${emulator.url}/api/v1/content/mj-generated/${imageS3Url}`;
	return Buffer.from(await (await fetch(url)).arrayBuffer());
}

test("a task's image becomes a file, and the item describes the task", async () => {
	const { taskId } = await others.createGrid('a red kite');
	const result = await run(download, { taskId });
	const item = only(result);
	expect(item.json).toMatchObject({
		taskId: String(taskId),
		status: 'SUCCESS',
		prompt: 'a red kite',
	});
	expect(item.binary?.data).toMatchObject({
		fileName: `${taskId}-grid.png`,
		mimeType: 'image/png',
		fileExtension: 'png',
	});
	expect((await result.binary(item)).equals(await gridOf(taskId))).toBe(true);
});

describe('the image is downloaded from the chosen Source', () => {
	test.each([
		['automatic', ['storedPicture']],
		['objectStorage', ['storedPicture']],
		['objectStorageProxy', ['imageProxy of storage']],
		['discord', ['discordAttachment']],
		['discordProxy', ['imageProxy of Discord']],
	])('%s: the image as it is', async (source, routes) => {
		const { taskId } = await others.createGrid();
		const result = await run(download, { taskId, source });
		expect(await requestedRoutes()).toEqual(routes);
		const picture = await pixelsOf(await result.binary(only(result)));
		expect(picture).toEqual(await pixelsOf(await gridOf(taskId)));
	});

	test.each([
		['objectStorageCompressed', 'imageProxy of storage', 'jpg', 'jpeg', 'image/jpeg'],
		['discordCompressed', 'imageProxy of Discord', 'png', 'png', 'image/png'],
		['discordCompressed', 'imageProxy of Discord', 'webp', 'webp', 'image/webp'],
	])('%s (%s): as %s, as wide as wanted', async (source, route, format, type, mimeType) => {
		const { taskId } = await others.createGrid('a kite --ar 2:1');
		const options = { width: 40, quality: 50, format };
		const result = await run(download, { taskId, source, options });
		const item = only(result);
		expect(await requestedRoutes()).toEqual([route]);
		expect((await emulator.log('imageProxy'))[0]?.path).toMatch(/&w=40&q=50&output=/);
		expect(item.binary?.data).toMatchObject({ fileName: `${taskId}-grid.${format}`, mimeType });
		const metadata = await sharp(await result.binary(item)).metadata();
		expect(metadata).toMatchObject({ width: 40, format: type });
		expect(metadata.height).toBeLessThan(30);
	});

	test('compressed, with less quality the file is smaller, and without options it is WebP', async () => {
		const { taskId } = await others.createGrid();
		const size = async (options: IDataObject) => {
			const result = await run(download, { taskId, source: 'objectStorageCompressed', options });
			const bytes = await result.binary(only(result));
			expect((await sharp(bytes).metadata()).format).toBe('webp');
			return bytes.length;
		};
		expect(await size({ quality: 5 })).toBeLessThan(await size({}));
	});
});

describe('Automatic uses the next source', () => {
	test.each([
		['an error of the server', 'status-500'],
		['an image that breaks off', 'image-cut'],
		['HTML instead of the image', 'html-200'],
		['an image that is gone', 'not-found'],
		['a connection that breaks', 'reset-before'],
	] as const)('after %s', async (_, fault) => {
		const { taskId } = await others.createGrid();
		await emulator.fault('storedPicture', fault);
		const result = await run(download, { taskId });
		expect(await requestedRoutes()).toEqual(['storedPicture', 'discordAttachment']);
		const picture = await pixelsOf(await result.binary(only(result)));
		expect(picture).toEqual(await pixelsOf(await gridOf(taskId)));
	});

	test('through the proxy at last, storage before Discord', async () => {
		const { taskId } = await others.createGrid();
		await emulator.fault('storedPicture', 'not-found');
		await emulator.fault('discordAttachment', 'html-200');
		await emulator.fault('imageProxy', 'status-500');
		only(await run(download, { taskId }));
		expect(await requestedRoutes()).toEqual([
			'storedPicture',
			'discordAttachment',
			'imageProxy of storage',
			'imageProxy of Discord',
		]);
	});

	test('and reports the error of each source if none has the image', async () => {
		const { taskId } = await others.createGrid();
		await emulator.fault('storedPicture', 'not-found', { times: 99 });
		await emulator.fault('discordAttachment', 'html-200', { times: 99 });
		await emulator.fault('imageProxy', 'status-500', { times: 99 });
		const { error } = await run(download, { taskId });
		expect(error?.message).toBe(
			'The image could not be downloaded: Object Storage: HTTP status 404; Discord: the response is no image; ' +
				'Object Storage Through Proxy: HTTP status 500; Discord Through Proxy: HTTP status 500 ' +
				`(task ${taskId})`,
		);
		expect(error?.description).toContain('paid for');
		expect(error?.context).toMatchObject({ taskId: String(taskId), itemIndex: 0 });
	});

	test.each(['status-500', 'status-429', 'image-cut', 'reset-before'] as const)(
		'but a source that the user has chosen is retried a little later, after %s',
		async (fault) => {
			const { taskId } = await others.createGrid();
			await emulator.fault('storedPicture', fault);
			const result = await run(download, { taskId, source: 'objectStorage' });
			expect(only(result).binary?.data).toBeDefined();
			expect(await requestedRoutes()).toEqual(['storedPicture', 'storedPicture']);
		},
	);

	test('a source that the user has fixed is tried again after its Retry-After', async () => {
		const { taskId } = await others.createGrid();
		await emulator.fault('storedPicture', 'status-429', { retryAfter: 30 });
		const began = Date.now();
		const result = await run(download, { taskId, source: 'objectStorage' });
		expect(only(result).binary?.data).toBeDefined();
		expect(Date.now() - began).toBeGreaterThanOrEqual(30_000);
	});

	test('but a source that the user has chosen is the only one, and a missing image is not requested again', async () => {
		const { taskId } = await others.createGrid();
		await emulator.fault('discordAttachment', 'not-found');
		const { error } = await run(download, { taskId, source: 'discord' });
		expect(error?.message).toContain('Discord: HTTP status 404');
		expect(await requestedRoutes()).toEqual(['discordAttachment']);
	});
});

describe('if the service has other URLs', () => {
	test.each([
		['no path in the storage', 'null', 'discordAttachment'],
		['a whole address of the storage', 'url', 'storedPicture'],
	] as const)('%s', async (_, imageS3Url, route) => {
		await emulator.variants({ imageS3Url });
		const { taskId } = await others.createGrid();
		only(await run(download, { taskId }));
		expect(await requestedRoutes()).toEqual([route]);
	});

	test('nothing for the source that is fixed', async () => {
		await emulator.variants({ imageS3Url: 'null' });
		const { taskId } = await others.createGrid();
		const { error } = await run(download, { taskId, source: 'objectStorageProxy' });
		expect(error?.message).toContain("there is no URL for 'Object Storage Through Proxy'");
		expect(await requestedRoutes()).toEqual([]);
	});

	test('WebP: the file is called so', async () => {
		await emulator.variants({ pictureType: 'webp' });
		const { taskId } = await others.createGrid();
		const upscale = await others.press(await others.get(taskId), 'U4');
		expect(only(await run(download, { taskId: upscale.taskId })).binary?.data).toMatchObject({
			fileName: `${upscale.taskId}.webp`,
			mimeType: 'image/webp',
		});
	});
});

test('the file goes into the field that the options name', async () => {
	const { taskId } = await others.createGrid();
	const item = only(await run(download, { taskId, options: { binaryField: 'kite' } }));
	expect(Object.keys(item.binary ?? {})).toEqual(['kite']);
});
