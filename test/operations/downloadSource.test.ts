import { only, useMidjourney } from '../support/midjourney';
import { otherClient } from '../support/otherClient';
import { plainPicture, useWebServer } from '../support/pictures';

const { emulator, run } = useMidjourney({ tileSize: 64 });
const others = otherClient(emulator);
const foreign = useWebServer({ 'kite.png': () => plainPicture('red') });

const download = 'image.download';
const fromItem = { imageFrom: 'item' };
const at = (imageUrl: string) => ({ imageFrom: 'url', imageUrl });
const stored = async (prompt = 'a kite') => {
	const { imageS3Url } = await others.createGrid(prompt);
	return `${emulator.url}/api/v1/content/mj-generated/${imageS3Url}`;
};

describe('the image of a task in the input item', () => {
	test('as received needs no request, and is returned unchanged', async () => {
		const wire = await others.createGrid();
		const items = [{ json: { ...wire } }];
		const item = only(await run(download, { ...fromItem, simplify: false }, { items }));
		expect(item.json).toEqual(items[0]?.json);
		expect(item.binary?.data?.fileName).toBe(`${wire.taskId}-grid.png`);
		expect((await emulator.stats()).requests).toMatchObject({ get: 1, storedPicture: 1 });
	});

	test('in simplified form is read again, since only the full task has all URLs', async () => {
		const { taskId } = await others.createGrid();
		const { json } = only(await run('task.get', { taskId }));
		const item = only(await run(download, fromItem, { items: [{ json }] }));
		expect(item.json).toEqual(json);
		expect(item.binary?.data?.fileName).toBe(`${taskId}-grid.png`);
	});

	test('that was unfinished before is read again', async () => {
		await emulator.settings({ durationSeconds: { min: 9000, max: 9000 } });
		const taskId = await others.create('imagine', { prompt: 'a kite' });
		const wire = await others.get(taskId);
		await emulator.finish(taskId);
		const item = only(await run(download, fromItem, { items: [{ json: { ...wire } }] }));
		expect(item.json).toMatchObject({ status: 'SUCCESS' });
		expect(item.binary?.data?.fileName).toBe(`${taskId}-grid.png`);
	});

	test('whose Discord link has expired is read again', async () => {
		await emulator.variants({ imageS3Url: 'null' });
		await emulator.settings({ linkSeconds: 0 });
		const wire = await others.createGrid();
		await emulator.settings({ linkSeconds: 3600 });
		only(await run(download, fromItem, { items: [{ json: { ...wire } }] }));
		expect((await emulator.log('discordAttachment')).map(({ status }) => status)).toEqual([200]);
	});

	test('without a task says what to connect', async () => {
		const { error } = await run(download, fromItem, { items: [{ json: { id: 7 } }] });
		expect(error?.message).toBe('The input item holds no task');
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test('is downloaded for each item, and each output is paired with its own item', async () => {
		const wires = [];
		for (const prompt of ['one', 'two', 'three', 'four', 'five', 'six']) {
			wires.push(await others.createGrid(prompt));
		}
		const items = wires.map((wire) => ({ json: { ...wire } }));
		const result = await run(download, fromItem, { items });
		expect(result.items.map(({ json }) => json.prompt)).toEqual(wires.map(({ prompt }) => prompt));
		expect(result.items[4]?.pairedItem).toEqual({ item: 4 });
	});
});

describe('an image at an address', () => {
	test('of the storage becomes a file with its name', async () => {
		const url = await stored();
		const item = only(await run(download, at(url)));
		expect(item.json).toEqual({ imageUrl: url });
		const name = /([^/]+)\.png$/.exec(url)?.[1];
		expect(item.binary?.data?.fileName).toBe(`${name}.png`);
	});

	test('is compressed if the user has chosen that', async () => {
		const parameters = { ...at(await stored()), source: 'discordCompressed' };
		const item = only(await run(download, { ...parameters, options: { format: 'jpg' } }));
		expect(item.binary?.data?.mimeType).toBe('image/jpeg');
	});

	test.each(['automatic', 'discordProxy', 'objectStorageCompressed'])(
		'of another host is rejected without a request, Source %s',
		async (source) => {
			const { error } = await run(download, { ...at(foreign.urlOf('kite.png')), source });
			expect(error?.message).toMatch(/127\.0\.0\.1:\d+ is neither a host of the credential nor/);
			expect(error?.context?.taskId).toBeUndefined();
			expect(foreign.requested).toEqual([]);
			expect((await emulator.stats()).requestsTotal).toBe(0);
		},
	);

	test('at a host of the credential with a user and a password says what is wrong', async () => {
		const url = (await stored()).replace('http://', 'http://user:secret@');
		const { error } = await run(download, at(url));
		expect(error?.message).toMatch(
			/: the URL at 127\.0\.0\.1:\d+ has a user name or a password in it, which is never sent$/,
		);
		expect(error?.description).toMatch(/^Remove the user name and the password from the URL/);
		expect(JSON.stringify([error?.message, error?.description])).not.toContain('secret');
		expect((await emulator.log('storedPicture')).length).toBe(0);
	});

	test('says the same where the credential itself has them in its base URL', async () => {
		const { taskId } = await others.createGrid();
		const contentBaseUrl = emulator.url.replace('http://', 'http://user:secret@');
		const credentials = emulator.credentials({ contentBaseUrl });
		const source = 'objectStorage';
		const { error } = await run(download, { taskId, source }, { credentials });
		expect(error?.message).toContain('has a user name or a password in it');
		expect(error?.description).toContain('from the base URLs in the credential');
	});

	test.each([
		['no address', 'kite.png'],
		['an address of a file', 'file:///etc/passwd'],
		['nothing', '={{ $json.nothing }}'],
	])('is rejected if it is %s', async (_, url) => {
		const { error } = await run(download, at(url));
		expect(error?.message).toMatch(/is no URL of an image/);
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test('whose link has expired is an error that says where a new one is', async () => {
		await emulator.settings({ linkSeconds: 0 });
		const { imageDcUrl } = await others.createGrid();
		const { error } = await run(download, at(imageDcUrl));
		expect(error?.message).toContain('HTTP status 404');
		expect(error?.description).toContain("The link has expired. Choose 'Task ID' instead");
	});
});

describe('a redirect', () => {
	test('to a host of the credential is followed', async () => {
		const location = await stored('another kite');
		const { taskId } = await others.createGrid();
		await emulator.fault('discordAttachment', 'redirect', { location });
		only(await run(download, { taskId, source: 'discord' }));
		const { requests } = await emulator.stats();
		expect(requests).toMatchObject({ discordAttachment: 1, storedPicture: 1 });
	});

	test('to another host is not', async () => {
		const { taskId } = await others.createGrid();
		const location = foreign.urlOf('kite.png');
		await emulator.fault('storedPicture', 'redirect', { location });
		const { error } = await run(download, { taskId, source: 'objectStorage' });
		expect(error?.message).toMatch(/is neither a host of the credential nor one of Discord's/);
		expect(foreign.requested).toEqual([]);
	});

	test('in circles ends', async () => {
		const location = await stored();
		await emulator.fault('storedPicture', 'redirect', { location, times: 20 });
		const { error } = await run(download, { ...at(location), source: 'objectStorage' });
		expect(error?.message).toContain('too many redirects');
	});
});

describe('a task without an image', () => {
	test('that is unfinished says how far it is', async () => {
		await emulator.settings({ durationSeconds: { min: 9000, max: 9000 } });
		const taskId = await others.create('imagine', { prompt: 'a kite' });
		const { error } = await run(download, { taskId });
		expect(error?.message).toMatch(
			/^The task has no image yet: its state is \w+, \d+ % \(task \d+\)$/,
		);
		expect(error?.description).toContain('Task > Wait');
	});

	test('that has failed says why, and that nothing was charged', async () => {
		const taskId = await others.createFailed('Could not complete');
		const { error } = await run(download, { taskId });
		expect(error?.message).toContain('it did not succeed: Could not complete');
		expect(error?.description).toContain('nothing was charged');
		expect(error?.context?.taskId).toBe(String(taskId));
	});

	test('is read again, since the image may be available after its success', async () => {
		const { taskId } = await others.createGrid();
		await emulator.fault('get', 'success-without-image', { times: 2 });
		expect(only(await run(download, { taskId })).binary?.data?.fileName).toBe(`${taskId}-grid.png`);
		expect((await emulator.stats()).requests.get).toBe(1 + 3);
	});

	test('is an error after several reads, with its ID', async () => {
		await emulator.fault('imagine', 'success-without-image');
		const { taskId } = await others.createGrid();
		const { error } = await run(download, { taskId });
		expect(error?.message).toBe(
			`The image could not be downloaded: there is no URL (task ${taskId})`,
		);
		expect(error?.description).toContain('paid for');
	});
});

test('with Continue on Fail the other images come', async () => {
	const { taskId } = await others.createGrid();
	const { items } = await run(
		download,
		{ taskId: '={{ $json.id }}' },
		{
			items: [{ json: { id: '4711' } }, { json: { id: taskId } }],
			onError: 'continueRegularOutput',
		},
	);
	expect(items[0]?.json).toMatchObject({ taskId: '4711', error: expect.any(String) });
	expect(items[1]?.binary?.data?.fileName).toBe(`${taskId}-grid.png`);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
});
