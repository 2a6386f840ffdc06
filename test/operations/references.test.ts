import { pictureBytes } from '../../nodes/Midjourney/facts/limits';
import { only, useMidjourney, withFiles } from '../support/midjourney';
import { pixelsOf, plainPicture } from '../support/pictures';

const { emulator, run } = useMidjourney({
	tileSize: 128,
	durationSeconds: { min: 10, max: 10 },
});

const noWait = { waitForCompletion: 'none' };
const kite = { prompt: 'a red kite', options: { seed: 'none' } };
const uploaded = { sendFilesAs: 'uploaded' };
const link = String.raw`http://127\.0\.0\.1:\d+/api/v1/f/pub/\w{21}`;

const files = async () => ({
	items: [withFiles({ data: await plainPicture('red'), logo: await plainPicture('blue') })],
});
const imagine = async (parameters: object, changes?: object) =>
	await run('image.imagine', { ...kite, ...parameters }, { ...(await files()), ...changes });

/** The body of the last create request. */
async function sent() {
	const [entry] = await emulator.log('imagine');
	return entry?.body as { prompt: string; base64Array?: string[] };
}

/** Colours of the pictures that the emulator was sent, as it draws them at the top of a tile. */
async function drawn(file: Buffer): Promise<number[][]> {
	const { data, width } = await pixelsOf(file);
	return [40, 61].map((x) => [...data.subarray(3 * (48 * width + x)).subarray(0, 3)]);
}

const redAndBlue = [
	[255, 0, 0],
	[0, 0, 255],
];

test('embedded images go along with the prompt, in order, and the prompt stays as it is', async () => {
	const result = await imagine({ images: { binaryFields: 'data, logo' } });
	expect(await drawn(await result.binary(only(result)))).toEqual(redAndBlue);
	const { prompt, base64Array } = await sent();
	expect(prompt).toBe('a red kite');
	expect(base64Array).toEqual([
		expect.stringMatching(/^data:image\/png;base64,/),
		expect.stringMatching(/^data:image\/png;base64,/),
	]);
	expect((await emulator.stats()).requests).not.toHaveProperty('filesUpload');
});

test('uploaded images are links in front of the prompt, in order', async () => {
	const result = await imagine({ images: { binaryFields: 'data, logo', ...uploaded } });
	expect(await drawn(await result.binary(only(result)))).toEqual(redAndBlue);
	const { prompt, base64Array } = await sent();
	expect(prompt).toMatch(new RegExp(`^${link} ${link} a red kite$`));
	expect(base64Array).toBeUndefined();
});

test('an uploaded image is public for a day, long enough for a full queue', async () => {
	const before = Date.now();
	only(await imagine({ images: { binaryFields: 'data', ...uploaded }, ...noWait }));
	const [upload] = await emulator.log('filesUpload');
	const { expires_at: expiresAt, ...fields } = upload?.body as { expires_at: string };
	expect(fields).toEqual({ filename: 'reference-1.png', purpose: '3', is_public: 'true' });
	const day = 24 * 3_600_000;
	expect(Date.parse(expiresAt)).toBe(before + day);
	const [address = ''] = (await sent()).prompt.split(' ');
	const response = await fetch(address);
	expect(response.headers.get('content-type')).toBe('image/png');
	const bytes = Buffer.from(await response.arrayBuffer());
	expect(bytes.equals(await plainPicture('red'))).toBe(true);
});

test.each([
	['jpeg', 'image/jpeg', 'jpg'],
	['webp', 'image/webp', 'webp'],
	['gif', 'image/gif', 'gif'],
] as const)(
	'a %s image is sent as what it is, whatever n8n calls it',
	async (format, type, extension) => {
		const changes = { items: [withFiles({ data: await plainPicture('red', format) })] };
		const images = { binaryFields: 'data' };
		only(await imagine({ images, ...noWait }, changes));
		expect((await sent()).base64Array?.[0]).toMatch(new RegExp(`^data:${type};base64,`));
		only(await imagine({ images: { ...images, ...uploaded }, ...noWait }, changes));
		expect((await emulator.log('filesUpload'))[0]?.body).toMatchObject({
			filename: `reference-1.${extension}`,
		});
	},
);

test('URLs are in front of the prompt, after the uploaded images', async () => {
	const urls = 'https://example.com/a,b.png https://example.com/c.png';
	const images = { binaryFields: 'data', urls, ...uploaded };
	const parameters = { parameters: { imageWeight: 2 } };
	only(await imagine({ images, ...parameters, ...noWait }));
	expect((await sent()).prompt).toMatch(
		new RegExp(`^${link} https://example.com/a,b.png https://example.com/c.png a red kite --iw 2$`),
	);
});

test("each item's own images are sent", async () => {
	const items = [
		withFiles({ data: await plainPicture('red') }),
		{ json: {} },
		withFiles({ data: await plainPicture('blue'), logo: await plainPicture('lime') }),
	];
	const images = { binaryFields: "={{ Object.keys($binary ?? {}).join(',') }}" };
	const result = await imagine({ images, ...noWait }, { items });
	expect(result.items).toHaveLength(3);
	const bodies = (await emulator.log('imagine')).map(({ body }) => body as { base64Array?: [] });
	expect(bodies.map(({ base64Array }) => base64Array?.length ?? 0).sort()).toEqual([0, 1, 2]);
});

describe('invalid input is rejected before anything is paid', () => {
	test.each([
		[
			'a field that is missing',
			{ images: { binaryFields: 'photo' } },
			"The item has no binary field 'photo'",
			'It has: data, logo.',
		],
		[
			'an address without https',
			{ images: { urls: 'example.com/a.png' } },
			"'example.com/a.png' is no URL of an image",
			'starting with https://',
		],
	])('%s', async (_, parameters, message, advice) => {
		const { error } = await imagine(parameters);
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(advice);
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test('an image that is too large, or none', async () => {
		const items = [
			withFiles({ data: Buffer.alloc(pictureBytes.each + 1), logo: Buffer.from('x') }),
		];
		const large = await imagine({ images: { binaryFields: 'data', ...uploaded } }, { items });
		expect(large.error?.message).toContain("The image 'data' is too large: at most 5.0 MB");
		const none = await imagine({ images: { binaryFields: 'logo' } }, { items });
		expect(none.error?.message).toContain("'logo' holds no image");
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test.each([
		['HEIC', '\0\0\0\x18ftypheic\0\0\0\0', 'a HEIC image', 'Most Compatible'],
		['HEIC of other cameras', '\0\0\0\x18ftypmif1\0\0\0\0', 'a HEIC image', 'Convert it to JPEG'],
		[
			'SVG',
			'<?xml version="1.0"?>\n<!-- a --><svg viewBox="0 0 1 1"/>',
			'an SVG drawing',
			'as PNG',
		],
		['SVG without a head', '\n<svg xmlns="a"/>', 'an SVG drawing', 'as PNG'],
		['BMP', 'BM\x46\0\0\0\0\0\0\0\x36', 'a BMP image', 'Edit Image node'],
		['TIFF', 'II*\0', 'a TIFF image', 'Edit Image node'],
		['PDF', '%PDF-1.7', 'a PDF file', 'Export its page as PNG'],
		['a web page', '<!DOCTYPE html><html>', 'a web page', 'Copy Image Address'],
	])('a file that is no image for Midjourney is named, with what to do: %s', async (...row) => {
		const [, bytes, name, advice] = row;
		const items = [withFiles({ data: Buffer.from(bytes, 'latin1') })];
		const { error } = await imagine({ images: { binaryFields: 'data' } }, { items });
		expect(error?.message).toBe(`'data' holds ${name}, which Midjourney does not read`);
		expect(error?.description).toContain(advice);
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test.each(['png', 'jpeg', 'webp', 'gif'] as const)(
		'a %s image of which the end is missing, as a broken download leaves it',
		async (format) => {
			const whole = await plainPicture('red', format);
			const items = [withFiles({ data: whole.subarray(0, -20) })];
			for (const changes of [{}, uploaded]) {
				const { error } = await imagine(
					{ images: { binaryFields: 'data', ...changes } },
					{ items },
				);
				expect(error?.message).toContain("'data' holds only a part of an image");
				expect(error?.description).toContain('Load the image again');
			}
			expect((await emulator.stats()).requestsTotal).toBe(0);
		},
	);

	test.each(['http://localhost/a.png', 'http://192.168.1.4:8080/a.png', 'http://[::1]/a.png'])(
		'an address that only the own network can reach: %s',
		async (urls) => {
			const credentials = emulator.credentials({ baseUrl: 'https://api.ohmygpt.com' });
			const { error } = await imagine({ images: { urls } }, { credentials });
			expect(error?.message).toBe(
				`Midjourney cannot load '${urls}', since only your own network can reach it`,
			);
			expect(error?.description).toContain('put the image into a binary field');
		},
	);

	test('but if the API itself is in that network, such a URL is accepted', async () => {
		only(await imagine({ images: { urls: 'http://192.168.1.4/a.png' }, ...noWait }));
		expect((await sent()).prompt).toBe('http://192.168.1.4/a.png a red kite');
	});
});

test('an upload waits after a rate limit of the service', async () => {
	await emulator.fault('filesUpload', 'status-429', { retryAfter: 20 });
	const began = Date.now();
	const images = { binaryFields: 'data', ...uploaded };
	const { prompt } = only(await imagine({ images, ...noWait })).json;
	expect(prompt).toMatch(new RegExp(`^${link} a red kite$`));
	expect(Date.now() - began).toBeGreaterThanOrEqual(20_000);
});

describe('a failed upload is reported, and nothing is created', () => {
	const upload = { images: { binaryFields: 'data', ...uploaded } };

	test('for want of permission', async () => {
		await emulator.account({ permissions: ['midjourney'] });
		const { error } = await imagine(upload);
		expect(error?.message).toBe(
			'The API key lacks a permission: upload of a reference image: ' +
				'This API key has no permission for file-v1',
		);
		expect(error?.description).toContain("needs the 'file-v1' permission");
		expect(error?.description).toContain('With the Request');
		expect((await emulator.stats()).requests).toEqual({ filesUpload: 1 });
	});

	test('for an error of the server', async () => {
		await emulator.fault('filesUpload', 'status-500');
		const { error } = await imagine(upload);
		expect(error?.message).toContain('upload of a reference image: Internal server error');
		expect(error?.description).not.toContain('permission');
		expect((await emulator.stats()).requests).toEqual({ filesUpload: 1 });
	});
});
