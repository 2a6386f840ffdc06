import sharp from 'sharp';
import { pictureBytes } from '../../nodes/Midjourney/facts/limits';
import { only, useMidjourney, withFiles } from '../support/midjourney';
import { pixelsOf, plainPicture, useWebServer } from '../support/pictures';

const { emulator, run } = useMidjourney({
	tileSize: 128,
	durationSeconds: { min: 10, max: 10 },
});
const web = useWebServer({
	'blue.png': () => plainPicture('blue'),
	'page.html': () => Buffer.from('<html>no image</html>'),
	'cut.png': async () => (await plainPicture('red')).subarray(0, -20),
	'huge.png': () => Buffer.alloc(pictureBytes.each + 1),
});

const blend = 'image.blend';
const noWait = { waitForCompletion: 'none' };
const colours = async (...names: string[]) =>
	withFiles(
		Object.fromEntries(
			await Promise.all(
				names.map(async (name) => [name, await plainPicture(name)] as [string, Buffer]),
			),
		),
	);

test('images of fields and addresses are blended into one, in that order', async () => {
	const pictures = { binaryFields: 'red, lime', urls: web.urlOf('blue.png') };
	const result = await run(blend, pictures, { items: [await colours('red', 'lime')] });
	const item = only(result);
	expect(item.json).toMatchObject({ action: 'BLEND', status: 'SUCCESS', costTokens: 14000 });
	expect(item.binary?.data).toMatchObject({
		fileName: `${item.json.taskId as string}-grid.png`,
		mimeType: 'image/png',
	});
	// The emulator draws what it was sent, side by side near the top of each tile.
	const { data, width } = await pixelsOf(await result.binary(item));
	const at = (x: number, y: number) => [...data.subarray(3 * (y * width + x)).subarray(0, 3)];
	expect([0, 1, 2].map((i) => at(40 + i * 21, 48))).toEqual([
		[255, 0, 0],
		[0, 255, 0],
		[0, 0, 255],
	]);
});

test.each([
	['Portrait', 'PORTRAIT', 2 / 3],
	['Square', 'SQUARE', 1],
	['Landscape', 'LANDSCAPE', 3 / 2],
])('%s returns an image of that shape', async (_, dimensions, ratio) => {
	const parameters = { binaryFields: ['red', 'lime'], dimensions };
	const result = await run(blend, parameters, { items: [await colours('red', 'lime')] });
	const { width, height } = await sharp(await result.binary(only(result))).metadata();
	expect(width / height).toBeCloseTo(ratio, 1);
});

test('each item is blended from its own images', async () => {
	const items = [await colours('red', 'lime'), await colours('blue', 'white', 'black')];
	const binaryFields = "={{ Object.keys($binary).join(',') }}";
	const { items: outputs } = await run(blend, { binaryFields, ...noWait }, { items });
	expect(outputs.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	const sent = (await emulator.log('blend')).map(({ body }) => body as { base64Array: string[] });
	expect(sent.map(({ base64Array }) => base64Array.length).sort()).toEqual([2, 3]);
});

test('five images are sent, and if the service accepts four, its message is shown', async () => {
	const names = ['red', 'lime', 'blue', 'white', 'black'];
	const parameters = { binaryFields: names.join(), ...noWait };
	const changes = { items: [await colours(...names)] };
	expect(only(await run(blend, parameters, changes)).json).toMatchObject({ action: 'BLEND' });
	await emulator.variants({ blendMax: '4' });
	const { error } = await run(blend, parameters, changes);
	expect(error?.message).toBe('OhMyGPT refused the request: base64Array must hold 2 to 4 images');
});

describe('invalid input is rejected before anything is paid', () => {
	const missing = 'http://127.0.0.1:9/kite.png';

	test.each([
		[
			'no image',
			{},
			'A blend takes 2 to 5 images, and there are 0',
			"Name them in 'Input Binary Fields'",
		],
		['one image', { binaryFields: 'red' }, 'and there is 1', "Name them in 'Input Binary Fields'"],
		[
			'six images',
			{ binaryFields: 'a,b,c,d,e,f' },
			'and there are 6',
			"Name them in 'Input Binary Fields'",
		],
		[
			'a field that is missing',
			{ binaryFields: 'red, logo' },
			"The item has no binary field 'logo'",
			"It has: red, text, tiff, huge. Correct the field's name.",
		],
		[
			'a field that is no image',
			{ binaryFields: 'red, text' },
			"'text' holds no image, which Midjourney does not read",
			'Use PNG, JPEG, WebP or GIF.',
		],
		[
			'a format that Midjourney does not read',
			{ binaryFields: 'red, tiff' },
			"'tiff' holds a TIFF image, which Midjourney does not read",
			'Convert it to JPEG, PNG, WebP or GIF first',
		],
		[
			'a field that is too large',
			{ binaryFields: 'red, huge' },
			"The image 'huge' is too large: at most 5.0 MB can be sent, it has 5.0 MB or more",
			'Scale the image down first',
		],
		[
			'a text that is no address',
			{ binaryFields: 'red', urls: 'kite.png' },
			"'kite.png' is no URL of an image",
			'starting with https://',
		],
		[
			'a URL that no server has',
			{ binaryFields: 'red', urls: missing },
			`The image '${missing}' cannot be loaded: connect ECONNREFUSED`,
			'Check the URL of the image.',
		],
	])('%s', async (_, pictures, message, advice) => {
		const text = Buffer.from('no image');
		const files = {
			red: await plainPicture('red'),
			text,
			tiff: await plainPicture('red', 'tiff'),
			huge: Buffer.alloc(pictureBytes.each + 1),
		};
		const { error } = await run(blend, pictures, { items: [withFiles(files)] });
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(advice);
		expect(error?.context?.itemIndex).toBe(0);
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test.each([
		['an address without an image', 'nothing.png', 'HTTP status 404'],
		['an address of a page', 'page.html', "page.html' holds a web page"],
		['an address of half an image', 'cut.png', "cut.png' cannot be loaded: the image breaks off"],
		['an address of something too large', 'huge.png', "huge.png' is too large"],
	])('%s', async (_, name, message) => {
		const pictures = { binaryFields: 'red', urls: web.urlOf(name) };
		const { error } = await run(blend, pictures, { items: [await colours('red')] });
		expect(error?.message).toContain(message);
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test('images that are too large together', async () => {
		const large = Buffer.concat([
			await plainPicture('red'),
			Buffer.alloc(pictureBytes.together / 5),
		]);
		const files = { a: large, b: large, c: large, d: large, e: large };
		const parameters = { binaryFields: 'a,b,c,d,e' };
		const { error } = await run(blend, parameters, { items: [withFiles(files)] });
		expect(error?.message).toBe("The images are too large together: more than 20.0 MB with 'e'");
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});
});
