import { otherClient } from '../support/otherClient';
import { plainPicture } from '../support/pictures';
import { useRecorder } from './recorder';
import { only, prompts, useMidjourney, withFiles } from '../support/midjourney';

const { emulator, run } = useMidjourney({
	tileSize: 64,
	durationSeconds: { min: 20, max: 20 },
});
const others = otherClient(emulator);
const recorder = useRecorder();

const kite = { prompt: 'a red kite', options: { seed: 'none' } };
const started = { ...kite, waitForCompletion: 'none' };
const names = (count: number) => Array.from({ length: count }, (_, i) => `p${i + 1}`);
const fields = (count: number) => ({ binaryFields: names(count).join(',') });

async function pictures(count: number) {
	const red = await plainPicture('red');
	return { items: [withFiles(Object.fromEntries(names(count).map((name) => [name, red])))] };
}

/** The bodies of the node's requests to a route, oldest first. */
const bodiesTo = async (route: string) =>
	(await emulator.log(route)).map(({ body }) => body as Record<string, unknown>);

test.each([
	['pages of tasks', 'paged', 2],
	['one task without a list', 'bare-task', 1],
] as const)('the task list is read as %s [C1]', async (_, taskList, count) => {
	await others.createGrid('an older kite');
	const { taskId } = await others.createGrid('a red kite');
	await emulator.variants({ taskList });
	const { items } = await run('task.getMany', { returnAll: true });
	expect(items).toHaveLength(count);
	expect(items[0]?.json).toMatchObject({ taskId: String(taskId), prompt: 'a red kite' });
});

test('everything is sent as JSON, lists of images as lists; only the deletion of a key is sent as a form [C2]', async () => {
	const credentials = emulator.credentials({ baseUrl: recorder.url() });
	const blending = { ...fields(2), waitForCompletion: 'none' };
	await run('image.blend', blending, { credentials, ...(await pictures(2)) });
	await run('apiKey.delete', { key: 'sk-old key' }, { credentials });
	const [blend, deletion] = recorder.requests;
	expect(blend?.contentType).toMatch(/^application\/json/);
	expect(JSON.parse(blend?.body ?? '')).toMatchObject({
		model: 'midjourney',
		base64Array: [expect.any(String), expect.any(String)],
	});
	expect(deletion).toMatchObject({
		contentType: expect.stringMatching(/^application\/x-www-form-urlencoded/),
		body: 'key=sk-old+key',
	});
});

describe('the service decides whether a blend accepts five images', () => {
	const five = { ...fields(5), waitForCompletion: 'none' };

	test('five are sent and accepted [C3]', async () => {
		expect((await run('image.blend', five, await pictures(5))).status).toBe('success');
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 1 });
	});

	test("or rejected with the service's message, free of charge [C3]", async () => {
		await emulator.variants({ blendMax: '4' });
		const { error } = await run('image.blend', five, await pictures(5));
		expect(error?.message).toContain('base64Array must hold 2 to 4 images');
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 0 });
	});
});

test.each([
	['a number', 'integer'],
	['text', 'string'],
] as const)('a creation that returns %s gives the same task id [C6]', async (_, creationData) => {
	await emulator.variants({ creationData });
	const { json } = only(await run('image.imagine', started));
	expect(json.taskId).toBe(String((await emulator.tasks())[0]?.taskId));
});

test.each(['FAILURE', 'FAILED'] as const)(
	'a task that ends as %s is an error [C7]',
	async (word) => {
		await emulator.variants({ failureWord: word });
		await emulator.fault('imagine', 'task-fails', { failReason: 'Could not complete' });
		const { status, error } = await run('image.imagine', kite);
		expect(status).toBe('error');
		expect(error?.message).toMatch(
			/^Midjourney ended the task without a result: Could not complete/,
		);
	},
);

test.each(['FAST', 'NORMAL'])('the pool is always sent, %s too [C8]', async (mode) => {
	const credentials = emulator.credentials({ mode });
	const { json } = only(
		await run('image.imagine', { ...kite, downloadImage: false }, { credentials }),
	);
	const action = { taskId: json.taskId, buttonNames: ['V1'], waitForCompletion: 'none' };
	await run('image.runAction', action, { credentials });
	expect([...(await bodiesTo('imagine')), ...(await bodiesTo('runAction'))]).toEqual([
		expect.objectContaining({ type: mode }),
		expect.objectContaining({ type: mode }),
	]);
});

test.each([
	['part of a path', 'path', 'storedPicture'],
	['a complete URL', 'url', 'storedPicture'],
	['null', 'null', 'discordAttachment'],
] as const)('the image is downloaded if imageS3Url is %s [C9]', async (_, imageS3Url, route) => {
	await emulator.variants({ imageS3Url });
	const { binary } = only(await run('image.imagine', kite));
	expect(binary?.data?.mimeType).toBe('image/png');
	expect((await emulator.stats()).requests).toMatchObject({ [route]: 1 });
});

test.each(['integer', 'string'] as const)(
	'an id in a response is %s, and is sent as text [C13]',
	async (taskIdType) => {
		await emulator.variants({ taskIdType });
		const { taskId } = await others.createGrid();
		const { json } = only(await run('task.get', { taskId }));
		expect(json.taskId).toBe(String(taskId));
		const press = { taskId, buttonNames: ['U1'], waitForCompletion: 'none' };
		expect((await run('image.runAction', press)).status).toBe('success');
		expect((await bodiesTo('get')).at(-1)).toMatchObject({ taskId: String(taskId) });
		expect(await bodiesTo('runAction')).toMatchObject([{ taskId: String(taskId) }]);
	},
);

test.each([
	['as IP address', (url: string) => url],
	['as host name', (url: string) => url.replace('127.0.0.1', 'localhost')],
	['with a slash at the end', (url: string) => `${url}/`],
	['with spaces around', (url: string) => ` ${url} `],
])('any host can be the base URL, %s [C14]', async (_, change) => {
	const credentials = emulator.credentials({ baseUrl: change(emulator.url) });
	const { items } = await run(
		'image.imagine',
		{ prompt: '={{ $json.prompt }}' },
		{
			credentials,
			items: prompts('a kite'),
		},
	);
	expect(items[0]?.json).toMatchObject({ status: 'SUCCESS' });
});

test.each(['Zoom Out 1.5x', 'Pan Left'])(
	'%s is pressed with the customId in the task, never with a constructed one [C15]',
	async (name) => {
		const tile = await others.press(await others.createGrid(), 'U1');
		const parameters = { taskId: tile.taskId, buttonNames: [name], waitForCompletion: 'none' };
		expect((await run('image.runAction', parameters)).status).toBe('success');
		const sent = (await bodiesTo('runAction')).at(-1)?.customId;
		expect(tile.actions.map(({ customId }) => customId)).toContain(sent);
	},
);

test('a customId that another client would construct is rejected before it is sent [C15]', async () => {
	const tile = await others.press(await others.createGrid(), 'U1');
	const { requests } = await emulator.stats();
	const customId = 'MJ::Outpaint::75::11111111-2222-3333-4444-555555555555::SOLO';
	const { error } = await run('image.runAction', {
		taskId: tile.taskId,
		chooseButtons: 'customId',
		customId,
	});
	expect(error?.message).toContain(`The task has no button '${customId}'`);
	expect((await emulator.stats()).requests.runAction).toBe(requests.runAction);
});
