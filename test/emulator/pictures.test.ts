import { crop, decode, useService, type WireTask } from './client';

const service = useService();
const { run, control, send, pixels } = service;

const proxyUrl = (source: string, query: string) =>
	`${service.emulator.imageProxyBaseUrl}/?url=${encodeURIComponent(source)}${query}`;
const storageUrl = ({ imageS3Url }: WireTask) =>
	`${service.emulator.contentBaseUrl}/api/v1/content/mj-generated/${imageS3Url}`;

let task: WireTask;
beforeEach(async () => {
	task = await run('imagine', { prompt: 'a kite --ar 3:2' });
});

it('is the same picture in object storage and at Discord', async () => {
	const [a, b] = [await send('GET', storageUrl(task)), await send('GET', task.imageDcUrl)];
	expect([a.status, b.status]).toEqual([200, 200]);
	expect(a.headers['content-type']).toBe('image/png');
	expect(a.bytes.equals(b.bytes)).toBe(true);
});

it.each([
	['an unknown file', () => `${service.emulator.url}/api/v1/content/mj-generated/2026-01/none.png`],
	['a Discord link without its signature', () => task.imageDcUrl.replace(/\?.*/, '')],
	['a Discord link with a wrong signature', () => `${task.imageDcUrl}0`],
	['a Discord link with a changed expiry', () => task.imageDcUrl.replace(/ex=\w+/, 'ex=ffffffff')],
])('%s returns 404', async (_label, url) => {
	expect((await send('GET', url())).status).toBe(404);
});

it('an expired Discord link returns 404', async () => {
	await control('PUT', 'settings', { linkSeconds: 0 });
	const { imageDcUrl } = await service.get(task.taskId);
	expect((await send('GET', imageDcUrl)).status).toBe(404);
	expect((await send('GET', storageUrl(task))).status).toBe(200);
});

it('the picture of an unfinished task returns 404', async () => {
	await control('PUT', 'settings', { speed: 1 });
	const id = await service.create('imagine', { prompt: 'later' });
	const { jobId } = await control<{ jobId: string }>('GET', `tasks/${id}`);
	expect((await send('GET', `/api/v1/content/mj-generated/x/${jobId}.png`)).status).toBe(404);
});

it.each([0, 100_000, 6_500_000])(
	'can be padded to %i bytes and is still readable',
	async (pictureBytes) => {
		await control('PUT', 'settings', { pictureBytes });
		const padded = await run('imagine', { prompt: 'heavy' });
		const { bytes, headers } = await send('GET', padded.imageDcUrl);
		expect(headers['content-length']).toBe(String(bytes.length));
		if (pictureBytes > 0) expect(bytes.length).toBe(pictureBytes);
		expect(await decode(bytes)).toMatchObject({ width: 128, height: 128 });
	},
);

describe('the proxy', () => {
	it.each([
		['width', '&w=50', [50, 35]],
		['height', '&h=56', [80, 56]],
		['both, the ratio kept', '&w=100&h=20', [29, 20]],
		['enlarged', '&w=320', [320, 224]],
		['not enlarged', '&w=320&we', [160, 112]],
		['cropped', '&cx=10&cy=20&cw=30&ch=40', [30, 40]],
		['cropped at the edge', '&cx=150&cy=100&cw=30&ch=40', [10, 12]],
		['cropped after resizing', '&w=80&cw=40&ch=28', [40, 28]],
		['cropped before resizing', '&w=80&cw=40&ch=28&precrop', [80, 56]],
	])('returns the requested size: %s', async (_label, query, [width, height]) => {
		expect(await pixels(proxyUrl(task.imageDcUrl, query))).toMatchObject({ width, height });
	});

	it.each([
		['', 'image/png'],
		['&output=jpg', 'image/jpeg'],
		['&output=webp', 'image/webp'],
		['&output=gif', 'image/gif'],
		['&output=tiff', 'image/tiff'],
		['&output=png', 'image/png'],
		['&w=40&output=jpg&il', 'image/jpeg'],
	])('returns the requested format: "%s"', async (query, type) => {
		const response = await send('GET', proxyUrl(storageUrl(task), query));
		expect(response.headers['content-type']).toBe(type);
		await expect(decode(response.bytes)).resolves.toBeDefined();
	});

	it('returns smaller files for a lower quality', async () => {
		const bytes = async (q: number) =>
			(await send('GET', proxyUrl(storageUrl(task), `&output=jpg&q=${q}`))).bytes.length;
		expect(await bytes(10)).toBeLessThan(await bytes(95));
	});

	it('crops the tiles of a grid exactly', async () => {
		const whole = await pixels(task.imageDcUrl);
		for (const [cx, cy] of [
			[0, 0],
			[80, 0],
			[0, 56],
			[80, 56],
		] as const) {
			const tile = await pixels(
				proxyUrl(storageUrl(task), `&cx=${cx}&cy=${cy}&cw=80&ch=56&output=png`),
			);
			expect(tile.data.equals((await crop(whole, cx, cy, 80, 56)).data)).toBe(true);
		}
	});

	it('returns the size of a picture as JSON', async () => {
		const { bytes } = await send('GET', proxyUrl(storageUrl(task), '&output=json'));
		expect(JSON.parse(bytes.toString())).toMatchObject({
			format: 'png',
			width: 160,
			height: 112,
			channels: 3,
		});
	});

	it('returns the requested cache duration', async () => {
		const header = async (query: string) =>
			(await send('GET', proxyUrl(storageUrl(task), query))).headers['cache-control'];
		expect(await header('&maxage=2d')).toBe('public, max-age=172800');
		expect(await header('')).toBe('public, max-age=31536000');
	});

	it.each([
		['no URL', '', 400],
		['an invalid URL', 'http://', 400],
		['another host', 'https://example.org/a.png', 404],
		['another path of the emulator', '/_emulator/log', 404],
		['an unknown picture', '/api/v1/content/mj-generated/none.png', 404],
	])('rejects %s', async (_label, source, status) => {
		const url = source.startsWith('/') ? service.emulator.url + source : source;
		const response = await send('GET', proxyUrl(url, ''));
		expect(response.status).toBe(status);
		expect(JSON.parse(response.bytes.toString())).toMatchObject({ status: 'error', code: status });
	});
});
