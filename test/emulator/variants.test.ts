import { until } from '../support/until';
import { dataUrl, useService, webhookReceiver, type WireTask } from './client';

const service = useService();
const { control, run, create, get, mj, post, postRaw, press, send, pixels } = service;

const setVariants = (variants: object) => control('PUT', 'variants', variants);
const unfinishedTask = async () => {
	const id = await create('imagine', { prompt: 'a kite' });
	await control('PUT', 'settings', { speed: 500 });
	return await until('an unfinished task', async () => {
		const task = await get(id);
		return task.startTime && task.progress !== '0%' && task;
	});
};

it('C1: the task list can be one task without a list', async () => {
	const { taskId } = await run('imagine', { prompt: 'a kite' });
	await setVariants({ taskList: 'bare-task' });
	expect((await mj('query-mj-tasks?page=1', {})).data).toMatchObject({ taskId, status: 'SUCCESS' });
});

it('C3: a blend may accept at most four pictures', async () => {
	const base64Array = await Promise.all(Array.from({ length: 5 }, () => dataUrl('red')));
	expect((await mj('blend', { base64Array })).statusCode).toBe(200);
	await setVariants({ blendMax: '4' });
	expect((await mj('blend', { base64Array })).statusCode).toBe(400);
});

it.each([
	['first', 200, 404],
	['second', 404, 200],
	['both', 200, 200],
])(
	'C4: of two spellings of a path, this one may exist: %s',
	async (managementPaths, first, second) => {
		await setVariants({ managementPaths });
		const status = async (path: string) =>
			(await postRaw(`/api/v1/user/admin/${path}`, { remark: 'x' }, service.emulator.keys.admin))
				.status;
		expect([await status('new-api-token'), await status('create-api-token')]).toEqual([
			first,
			second,
		]);
		expect([await status('del-api-token'), await status('delete-api-token')]).toEqual([
			first,
			second,
		]);
	},
);

it('C6, C13: ids can be texts', async () => {
	await setVariants({ creationData: 'string', taskIdType: 'string' });
	const { data } = await mj('imagine', { prompt: 'a kite' });
	expect(data).toMatch(/^\d+$/);
	expect((await get(data)).taskId).toBe(data);
});

it('C7: a failed task can be FAILED', async () => {
	await setVariants({ failureWord: 'FAILED' });
	expect((await run('imagine', { prompt: 'a bloodbath' })).status).toBe('FAILED');
});

it.each([
	['null', null],
	['url', expect.stringMatching(/^http:\/\/.*\/mj-generated\/.*\.png$/)],
])('C9: imageS3Url can have the format %s', async (imageS3Url, expected) => {
	await setVariants({ imageS3Url });
	const task = await run('imagine', { prompt: 'a kite' });
	expect(task.imageS3Url).toEqual(expected);
	if (task.imageS3Url) await expect(pixels(task.imageS3Url)).resolves.toBeDefined();
});

it('C10, C11: listed keys can have a thirteenth field and be masked', async () => {
	await setVariants({ keyFields: '13', keyText: 'masked' });
	const { data } = await post<object[]>(
		'/api/v1/user/admin/get-api-tokens',
		{},
		service.emulator.keys.admin,
	);
	expect(Object.keys(data[0] ?? {})).toHaveLength(13);
	expect(data[0]).toMatchObject({ key: `${'*'.repeat(48)}usr`, is_check_permission: true });
	const created = await post<{ key: string }>(
		'/api/v1/user/admin/new-api-token',
		{},
		service.emulator.keys.admin,
	);
	expect(created.data.key).toMatch(/^sk-/);
});

it('U1: the response for an unknown task can be null', async () => {
	await setVariants({ unknownTask: 'null-data' });
	expect(await mj('query', { taskId: '1' })).toEqual({
		statusCode: 200,
		message: 'Success',
		data: null,
	});
});

it('U1: the error of a full queue can be 429', async () => {
	await setVariants({ queueFull: '429' });
	await control('PUT', 'settings', { speed: 1 });
	for (let n = 0; n < 3; n += 1) await create('imagine', { prompt: 'a kite' });
	expect(await mj('imagine', { prompt: 'a kite' })).toMatchObject({ statusCode: 429 });
});

it.each([
	['inside-200', 200],
	['http-status', 400],
])('U2: the HTTP status of an error can be %s', async (errorStyle, status) => {
	await setVariants({ errorStyle });
	const response = await postRaw('/api/v1/ai/draw/mj/imagine', { model: 'midjourney' });
	expect(response.status).toBe(status);
	expect(JSON.parse(response.bytes.toString())).toMatchObject({ statusCode: 400 });
});

it('errors can have a code and no statusCode', async () => {
	await setVariants({ errorEnvelope: 'code' });
	expect(await mj('imagine', { prompt: 'gore' })).toEqual({
		code: 400,
		message: 'Banned prompt: "gore" is not allowed',
	});
});

describe('U3: an unfinished task', () => {
	beforeEach(() => control('PUT', 'settings', { durationSeconds: { min: 1000, max: 1000 } }));

	it.each([
		['UNKNOWN', 'WAITING_FOR_REVIEW'],
		['MODAL', 'MODAL'],
	])('can have the status %s', async (pendingStatus, status) => {
		await setVariants({ pendingStatus });
		expect((await unfinishedTask()).status).toBe(status);
	});

	it('can omit the fields that have no value yet', async () => {
		await setVariants({ pendingFields: 'missing' });
		const task = await unfinishedTask();
		for (const field of [
			'finishTime',
			'imageDcUrl',
			'imageS3Url',
			'actions',
			'failReason',
			'webhookUrl',
		]) {
			expect(task).not.toHaveProperty(field);
		}
	});

	it.each([
		['words', 'Waiting to start'],
		['missing', undefined],
	])('can have its progress as %s', async (progress, expected) => {
		await setVariants({ progress });
		expect((await unfinishedTask()).progress).toBe(expected);
	});

	it('can have an empty webhook and unknown fields', async () => {
		await setVariants({ noWebhook: 'empty', extraFields: 'some' });
		expect(await unfinishedTask()).toMatchObject({ webhookUrl: '', botType: 'MID_JOURNEY' });
	});
});

it('U3: a re-roll can have the action of its source', async () => {
	await setVariants({ rerollAction: 'source' });
	const grid = await run('imagine', { prompt: 'a kite' });
	expect((await press(grid, '🔄')).action).toBe('IMAGINE');
});

it('U4: Custom Zoom can be rejected', async () => {
	await setVariants({ customZoom: 'refused' });
	const single = await press(await run('imagine', { prompt: 'a kite' }), 'U1');
	await expect(press(single, 'Custom Zoom')).rejects.toThrow('dialog');
});

it.each<[string, (task: WireTask) => void]>([
	['present', (task) => expect(task.actions).toHaveLength(6)],
	['absent', (task) => expect(task).not.toHaveProperty('imageDcUrl')],
	['null', (task) => expect(task).toMatchObject({ imageDcUrl: null, actions: null })],
])('U5: picture and buttons of a describe result can be %s', async (describeExtras, check) => {
	await setVariants({ describeExtras });
	check(await run('describe', { base64: await dataUrl('teal') }));
});

it('U5: by default a describe result has neither picture nor buttons', async () => {
	const task = await run('describe', { base64: await dataUrl('teal') });
	expect(task).not.toHaveProperty('imageDcUrl');
	expect(task).not.toHaveProperty('actions');
});

it('U7: webhooks can have an envelope, and may not be sent for failures', async () => {
	const receiver = await webhookReceiver();
	await setVariants({ webhookBody: 'envelope', webhookFailure: 'not-sent' });
	await control('PUT', 'settings', { progressCallbacks: 0 });
	await run('imagine', { prompt: 'a bloodbath', webhook: receiver.url });
	const { taskId } = await run('imagine', { prompt: 'a kite', webhook: receiver.url });
	await until('the webhook', () => receiver.bodies.length > 0);
	receiver.stop();
	expect(receiver.bodies).toEqual([
		{ statusCode: 200, message: 'Success', data: expect.objectContaining({ taskId }) as object },
	]);
});

it('U8: pictures can be webp, and Discord links without a signature', async () => {
	await setVariants({ pictureType: 'webp', discordLinks: 'plain' });
	const task = await run('imagine', { prompt: 'a kite' });
	expect(task.imageDcUrl).toMatch(/\.webp$/);
	const { status, headers } = await send('GET', task.imageDcUrl);
	expect([status, headers['content-type']]).toEqual([200, 'image/webp']);
});

it('U9: the balance can require an administrator key', async () => {
	await setVariants({ balanceKey: 'admin' });
	const balance = (key: string) => post('/api/v1/user/admin/balance', {}, key);
	expect((await balance(service.emulator.keys.user)).statusCode).toBe(403);
	expect((await balance(service.emulator.keys.admin)).statusCode).toBe(200);
});

it('U10: the Midjourney endpoints can be removed, with an HTML page as response', async () => {
	await setVariants({ service: 'retired' });
	const { status, headers } = await postRaw('/api/v1/ai/draw/mj/imagine', {
		model: 'midjourney',
		prompt: 'a',
	});
	expect([status, headers['content-type']]).toEqual([404, 'text/html']);
	expect((await post('/api/v1/user/admin/balance', {})).statusCode).toBe(200);
});
