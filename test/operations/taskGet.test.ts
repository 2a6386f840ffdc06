import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { only, useMidjourney } from '../support/midjourney';
import { otherClient } from '../support/otherClient';
import { useWebServer } from '../support/pictures';

const { emulator, run } = useMidjourney({ tileSize: 64 });
const others = otherClient(emulator);

const long = '12345678901234567890123';
const web = useWebServer({
	[endpoints.query.slice(1)]: () =>
		Buffer.from(
			`{"statusCode":200,"message":"Success","data":{"taskId":${long},"status":"SUCCESS","action":"UPSCALE"}}`,
		),
});

const get = 'task.get';

test('a task is returned in simplified form', async () => {
	const { taskId } = await others.createGrid('a red kite');
	expect(only(await run(get, { taskId })).json).toMatchObject({
		taskId: String(taskId),
		status: 'SUCCESS',
		action: 'IMAGINE',
		prompt: 'a red kite',
		progress: 100,
		imageUrl: expect.stringMatching(/mj-generated.*\.png$/),
		buttons: expect.arrayContaining(['U1', 'Re-Roll']),
		failReason: null,
		costTokens: 14_000,
	});
});

test('with Simplify off it is returned as the service sent it', async () => {
	const wire = await others.createGrid();
	const item = only(await run(get, { taskId: wire.taskId, simplify: false }));
	expect(Object.keys(item.json).sort()).toEqual(Object.keys(wire).sort());
	expect(item.json).toMatchObject({ taskId: wire.taskId, actions: wire.actions });
});

test('a failed task is a result, and no error', async () => {
	const taskId = await others.createFailed('Could not complete');
	const item = only(await run(get, { taskId }));
	expect(item.json).toMatchObject({ failReason: 'Could not complete', costTokens: 0 });
});

test('a task on its way has no cost yet, and its fields without a value are null', async () => {
	await emulator.settings({ durationSeconds: { min: 9000, max: 9000 } });
	await emulator.variants({ pendingFields: 'missing', progress: 'words' });
	const taskId = await others.create('imagine', { prompt: 'a kite' });
	const { json } = only(await run(get, { taskId }));
	expect(json).toMatchObject({ progress: null, imageUrl: null, buttons: [], costTokens: null });
	expect(json).toMatchObject({ failReason: null, seed: null });
});

test.each([
	['as a number', (id: number) => id],
	['as text', (id: number) => String(id)],
	['with spaces around it', (id: number) => ` ${id}\n`],
])('the ID can be entered %s', async (_, write) => {
	const { taskId } = await others.createGrid();
	expect(only(await run(get, { taskId: write(taskId) })).json.taskId).toBe(String(taskId));
	expect((await emulator.log('get')).at(-1)?.body).toMatchObject({ taskId: String(taskId) });
});

test('the ID is text in the simplified form, also if the service writes it as text', async () => {
	await emulator.variants({ taskIdType: 'string', extraFields: 'some' });
	const { taskId } = await others.createGrid();
	const short = only(await run(get, { taskId }));
	expect(short.json.taskId).toBe(String(taskId));
	const { json } = only(await run(get, { taskId, simplify: false }));
	expect(json).toMatchObject({ taskId: String(taskId), botType: 'MID_JOURNEY' });
});

test('an ID that is longer than a number can be stays exact, there and back', async () => {
	const credentials = emulator.credentials({ baseUrl: web.urlOf('') });
	const { json } = only(await run(get, { taskId: long }, { credentials }));
	expect(json).toMatchObject({ taskId: long, action: 'UPSCALE' });
	await run(get, { taskId: long });
	expect((await emulator.log('get'))[0]?.body).toMatchObject({ taskId: long });
});

test.each(['error', 'null-data'] as const)(
	'an unknown task is an error that names it: %s',
	async (unknownTask) => {
		await emulator.variants({ unknownTask });
		const { error } = await run(get, { taskId: '4711' });
		expect(error?.message).toMatch(/^OhMyGPT does not know this task: .* \(task 4711\)$/);
		expect(error?.description).toContain('it belongs to the account of this API key');
		expect(error?.context?.taskId).toBe('4711');
	},
);

test("another account's task is unknown", async () => {
	const { taskId } = await others.createGrid();
	const credentials = emulator.credentials({ apiKey: emulator.keys.otherAccount });
	const { error } = await run(get, { taskId }, { credentials });
	expect(error?.message).toContain('OhMyGPT does not know this task');
});

describe('a whole task that is dragged into Task ID is read by its ID', () => {
	test.each([
		['in simplified form', async (taskId: number) => only(await run(get, { taskId })).json],
		['as the service sent it', async (taskId: number) => await others.get(taskId)],
		[
			'in the envelope of a response',
			async (taskId: number) => ({ statusCode: 200, data: await others.get(taskId) }),
		],
		['in a list', async (taskId: number) => [await others.get(taskId)]],
	])('%s', async (_, read) => {
		const { taskId } = await others.createGrid();
		const items = [{ json: { task: (await read(taskId)) as IDataObject } }];
		const { json } = only(await run(get, { taskId: '={{ $json.task }}' }, { items }));
		expect(json.taskId).toBe(String(taskId));
	});

	test('several of them are too many', async () => {
		const items = [{ json: { tasks: [{ taskId: 1 }, { taskId: 2 }] } }];
		const { error } = await run(get, { taskId: '={{ $json.tasks }}' }, { items });
		expect(error?.message).toBe("'Task ID' has several IDs");
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});
});

test.each([
	['words', 'kite', "'kite' is no task ID"],
	['a negative number', -5, "'-5' is no task ID"],
	['a fraction', 4.5, "'4.5' is no task ID"],
	['a list', '1,2', "'1,2' is no task ID"],
	['nothing', '={{ $json.nothing }}', "'Task ID' is empty"],
	['an object', '={{ { id: 1 } }}', "'Task ID' is empty"],
])('%s instead of an ID is rejected without a request', async (_, taskId, message) => {
	const { error } = await run(get, { taskId });
	expect(error?.message).toBe(message);
	expect(error?.description).toContain('{{ $json.taskId }}');
	expect((await emulator.stats()).requestsTotal).toBe(0);
});

test('each item is read, and each output is paired with its own item', async () => {
	const tasks = [];
	for (const n of [1, 2, 3, 4, 5, 6, 7]) tasks.push((await others.createGrid(`kite ${n}`)).taskId);
	const items = tasks.reverse().map((id) => ({ json: { id } }));
	const result = await run(get, { taskId: '={{ $json.id }}' }, { items });
	expect(result.items.map(({ json }) => Number(json.taskId))).toEqual(tasks);
	expect(result.items[4]?.pairedItem).toEqual({ item: 4 });
});

test('the error output gets the item that failed, with its task ID', async () => {
	const { taskId } = await others.createGrid();
	const items = [{ json: { id: taskId } }, { json: { id: 4711 } }];
	const { outputs } = await run(
		get,
		{ taskId: '={{ $json.id }}' },
		{ items, onError: 'continueErrorOutput' },
	);
	expect(outputs[0]?.map(({ json }) => json.taskId)).toEqual([String(taskId)]);
	expect(outputs[1]?.map(({ json }) => json)).toMatchObject([
		{ taskId: '4711', error: expect.stringContaining('does not know this task') },
	]);
});
