import { only, useMidjourney, withFiles } from '../support/midjourney';
import { otherClient } from '../support/otherClient';
import { plainPicture, useWebServer } from '../support/pictures';

const { emulator, run } = useMidjourney({
	tileSize: 64,
	durationSeconds: { min: 5, max: 5 },
});
const others = otherClient(emulator);
const web = useWebServer({
	'blue.png': () => plainPicture('blue'),
	'page.html': () => Buffer.from('<html>no image</html>'),
});

const describeImage = 'image.describe';
const red = async () => ({ items: [withFiles({ data: await plainPicture('red') })] });
const list = (json: { prompts?: unknown }) => json.prompts as string[];

test('an image in a field becomes a list of prompts', async () => {
	const item = only(await run(describeImage, {}, await red()));
	expect(item.json).toMatchObject({ action: 'DESCRIBE', status: 'SUCCESS', costTokens: 3500 });
	expect(list(item.json)).toHaveLength(4);
	expect(list(item.json)[3]).toMatch(/^red everywhere/);
	for (const prompt of list(item.json)) expect(prompt).toMatch(/^[a-z].*--ar 1:1$/);
	expect(item.binary).toBeUndefined();
});

test('an image at an address is loaded and described', async () => {
	const parameters = { imageFrom: 'url', imageUrl: web.urlOf('blue.png') };
	const item = only(await run(describeImage, parameters));
	for (const prompt of list(item.json)) expect(prompt).toContain('blue');
	expect(web.requested).toEqual(['blue.png']);
});

test('an item for each prompt is ready for Imagine', async () => {
	const { items } = await run(describeImage, { itemForEachPrompt: true }, await red());
	expect(items).toHaveLength(4);
	expect(items.map(({ json }) => json.number)).toEqual([1, 2, 3, 4]);
	for (const { json, pairedItem } of items) {
		expect(json).toMatchObject({
			taskId: expect.stringMatching(/^\d+$/),
			prompt: expect.stringContaining('red'),
		});
		expect(pairedItem).toEqual({ item: 0 });
	}
	const created = await run(
		'image.imagine',
		{ prompt: '={{ $json.prompt }}', waitForCompletion: 'none' },
		{ items: items.slice(0, 2) },
	);
	expect(created.items.map(({ json }) => json.status)).toEqual(['SUBMITTED', 'SUBMITTED']);
});

test.each(['present', 'absent', 'null'] as const)(
	'the prompts are returned whether image and buttons are %s or not',
	async (describeExtras) => {
		await emulator.variants({ describeExtras });
		const { json } = only(await run(describeImage, {}, await red()));
		expect(list(json)).toHaveLength(4);
		const pictures = describeExtras === 'present' ? 1 : 0;
		expect([json.imageUrl].filter(Boolean)).toHaveLength(pictures);
	},
);

test('with Simplify off the task is returned as received, with the prompts', async () => {
	const { json } = only(await run(describeImage, { simplify: false }, await red()));
	expect(json).toMatchObject({ taskType: 'FAST', prompt: expect.stringContaining('1️⃣') });
	expect(list(json)).toHaveLength(4);
});

test('without waiting the task ID is returned at once, and Task > Wait returns the prompts', async () => {
	const { json } = only(await run(describeImage, { waitForCompletion: 'none' }, await red()));
	expect(json).toMatchObject({ action: 'DESCRIBE', status: 'SUBMITTED' });
	const result = only(await run('task.wait', { taskId: json.taskId as string }));
	expect(list(result.json)).toHaveLength(4);
	expect(result.binary).toBeUndefined();
});

test('an unfinished task at the time limit is returned without prompts', async () => {
	await emulator.settings({ durationSeconds: { min: 300, max: 300 } });
	const options = { timeLimitMinutes: 0.1, onTimeLimit: 'return' };
	const parameters = { options, itemForEachPrompt: true };
	const { json } = only(await run(describeImage, parameters, await red()));
	expect(json).toMatchObject({ timedOut: true, action: 'DESCRIBE' });
	expect(json.prompts).toBeUndefined();
});

test('a button below a description is pressed by its emoji', async () => {
	await emulator.variants({ describeExtras: 'present' });
	const picture = (await plainPicture('red')).toString('base64');
	const { taskId } = await others.createFinished('describe', { base64: picture });
	const parameters = { chooseButtons: 'name', buttonNames: ['2️⃣'], taskId: String(taskId) };
	const item = only(await run('image.runAction', { ...parameters, waitForCompletion: 'none' }));
	expect((await emulator.tasks())[0]).toMatchObject({
		taskId: Number(item.json.taskId),
		action: 'IMAGINE',
		sourceId: taskId,
	});
});

describe('invalid input is rejected before anything is paid', () => {
	test.each([
		[
			'a field that is missing',
			{ imageField: 'photo' },
			"The item has no binary field 'photo'",
			'It has: data.',
		],
		[
			'a text that is no address',
			{ imageFrom: 'url', imageUrl: 'kite.png' },
			"'kite.png' is no URL of an image",
			'starting with https://',
		],
		[
			'an address of nothing',
			{ imageFrom: 'url', imageUrl: '={{ $json.nothing }}' },
			'No image is given',
			'give a URL',
		],
		[
			'a field without a name',
			{ imageField: '={{ $json.nothing }}' },
			'No image is given',
			'Name a binary field',
		],
	])('%s', async (_, parameters, message, advice) => {
		const { error } = await run(describeImage, parameters, await red());
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(advice);
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test('a page at an address', async () => {
		const parameters = { imageFrom: 'url', imageUrl: web.urlOf('page.html') };
		const { error } = await run(describeImage, parameters);
		expect(error?.message).toContain('holds a web page, which Midjourney does not read');
		expect(error?.description).toContain('Give the URL of the image itself');
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});
});
