import { dataUrl, useService, type Envelope, type WireTask } from './client';

// Requests in the formats that public clients of the real service use.
const service = useService();
const { send, control, run, finished } = service;

type Body = string | Buffer;

async function call<Data = unknown>(
	path: string,
	type: string | undefined,
	body: Body,
	authorization = `Bearer ${service.emulator.keys.user}`,
) {
	const headers = { authorization, ...(type && { 'content-type': type }) };
	const { bytes } = await send('POST', path, { headers, body });
	return JSON.parse(bytes.toString()) as Envelope<Data>;
}

const json = (path: string, body: object) => call(path, 'application/json', JSON.stringify(body));
const form = (path: string, fields: Array<[string, string]>) =>
	call(path, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString());

async function multipart(path: string, data: FormData) {
	const { headers, body } = await encodedForm(data);
	return await call(path, headers, body);
}

async function encodedForm(data: FormData) {
	const encoded = new Response(data);
	return {
		headers: encoded.headers.get('content-type') ?? '',
		body: Buffer.from(await encoded.arrayBuffer()),
	};
}

const draw = '/api/v1/ai/draw/mj/';
const both: Array<[string, string]> = [
	['model', 'midjourney'],
	['type', 'NORMAL'],
];
const taskOf = async ({ data }: Envelope) => (await finished(data)).action;

beforeEach(() => control('PUT', 'account', { membership: 'vip' }));

describe('encodings of single values', () => {
	it('accepts a TypeScript plugin: JSON, a slash at the end of the base URL, uploaded references', async () => {
		const data = new FormData();
		const picture = Buffer.from((await dataUrl('teal')).split(',')[1] ?? '', 'base64');
		data.append('file', new Blob([picture], { type: 'image/png' }), 'ref.png');
		data.append('filename', 'ref.png');
		data.append('purpose', '3');
		data.append('is_public', 'true');
		data.append('tags', 'a');
		data.append('tags', 'b');
		data.append('expires_at', new Date(Date.now() + 60_000).toISOString());
		const upload = await multipart('/api/v1/user/files/upload', data);
		const { fileUniqueID } = upload.data as { fileUniqueID: string };
		expect(fileUniqueID).toMatch(/^\w{21}$/);
		const link = `${service.emulator.contentBaseUrl}/api/v1/f/pub/${fileUniqueID}`;
		expect((await send('GET', link)).bytes.equals(picture)).toBe(true);
		const created = await json(`//${draw.slice(1)}imagine`, {
			model: 'midjourney',
			type: 'FAST',
			prompt: `${link} a kite`,
		});
		expect(await taskOf(created)).toBe('IMAGINE');
	});

	it('accepts a C# program: form fields, task id as text, describe', async () => {
		const described = await form(`${draw}describe`, [...both, ['base64', await dataUrl('navy')]]);
		const task = await finished(described.data);
		expect(task).toMatchObject({ action: 'DESCRIBE', taskType: 'NORMAL' });
		const query = await form(`${draw}query/`, [
			['model', 'midjourney'],
			['taskId', String(task.taskId)],
		]);
		expect(query.data).toMatchObject({ prompt: task.prompt });
	});

	it('accepts a Go bot: form fields, all four upscales, the balance without a body', async () => {
		const grid = await finished(
			(await form(`${draw}imagine`, [...both, ['prompt', 'a kite']])).data,
		);
		for (const { customId } of grid.actions.slice(0, 4)) {
			const pressed = await form(`${draw}action`, [
				...both,
				['taskId', String(grid.taskId)],
				['customId', customId],
			]);
			expect(await taskOf(pressed)).toBe('UPSCALE');
		}
		const balance = await call('/api/v1/user/admin/balance', undefined, '');
		expect(balance.data).toEqual({ balance: '49986000.00', free_balance: '0.00' });
	});

	it.each([
		['no body', undefined, ''],
		['an empty JSON object', 'application/json', '{}'],
		['the JSON type and no body', 'application/json', ''],
		['the urlencoded type and no body', 'application/x-www-form-urlencoded', ''],
	])('accepts management requests with %s', async (_label, type, body) => {
		expect((await call('/api/v1/user/admin/balance', type, body)).statusCode).toBe(200);
	});

	it('accepts the key without Bearer', async () => {
		const { user } = service.emulator.keys;
		expect((await call('/api/v1/user/admin/balance', undefined, '', user)).statusCode).toBe(200);
	});

	it('accepts a task id as a number', async () => {
		const { taskId } = await run('imagine', { prompt: 'a kite' });
		expect((await json(`${draw}query`, { model: 'midjourney', taskId })).data).toMatchObject({
			taskId,
		});
	});
});

describe('pictures of a blend are accepted', () => {
	const pictures = () => Promise.all([dataUrl('red'), dataUrl('blue')]);

	it.each<[string, (list: string[]) => Promise<Envelope>]>([
		[
			'as a JSON array',
			(list) =>
				json(`${draw}blend`, { model: 'midjourney', base64Array: list, dimensions: 'SQUARE' }),
		],
		[
			'as JSON text in a form field',
			(list) => form(`${draw}blend`, [...both, ['base64Array', JSON.stringify(list)]]),
		],
		[
			'as a repeated form field',
			(list) =>
				form(`${draw}blend`, [
					...both,
					...list.map((each): [string, string] => ['base64Array', each]),
				]),
		],
		[
			'as a repeated form field with brackets',
			(list) =>
				form(`${draw}blend`, [
					...both,
					...list.map((each): [string, string] => ['base64Array[]', each]),
				]),
		],
		[
			'joined by commas',
			(list) => form(`${draw}blend`, [...both, ['base64Array', list.join(',')]]),
		],
		[
			'in a multipart form',
			(list) => {
				const data = new FormData();
				for (const [name, value] of both) data.append(name, value);
				for (const each of list) data.append('base64Array', each);
				return multipart(`${draw}blend`, data);
			},
		],
		[
			'with the type webp in the data URL, whatever their real type is',
			(list) =>
				json(`${draw}blend`, {
					model: 'midjourney',
					base64Array: list.map((each) => each.replace('png', 'webp')),
				}),
		],
	])('%s', async (_label, blend) => {
		const response = await blend(await pictures());
		expect(response).toMatchObject({ statusCode: 200, message: 'Success' });
		expect(await taskOf(response)).toBe('BLEND');
	});

	it.each([[0], [1], [6]])('but %i of them are rejected', async (count) => {
		const base64Array = await Promise.all(Array.from({ length: count }, () => dataUrl('red')));
		const response = await json(`${draw}blend`, { model: 'midjourney', base64Array });
		expect(response).toMatchObject({ statusCode: 400, data: null });
	});
});

it('a task fails if its uploaded reference does not exist', async () => {
	const link = `${service.emulator.url}/api/v1/f/pub/abcdefghij0123456789x`;
	const task: WireTask = await run('imagine', { prompt: `${link} a kite` });
	expect(task).toMatchObject({
		status: 'FAILURE',
		failReason: 'Could not fetch the image in the prompt',
	});
});
