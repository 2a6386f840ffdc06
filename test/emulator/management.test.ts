import { prices } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import { useService, type Envelope } from './client';

const service = useService();
const { post, postRaw, control, send } = service;
const admin = '/api/v1/user/admin/';
const manage = <Data = unknown>(path: string, body: object = {}) =>
	post<Data>(admin + path, body, service.emulator.keys.admin);

interface KeyObject {
	key: string;
	remark: string;
	max_fee: string;
	used_times: string;
	permissions: string[];
	is_disabled: boolean;
	expired_at: string;
}

const list = async () => (await manage<KeyObject[]>('get-api-tokens')).data;

describe('API keys', () => {
	it('are listed with the twelve documented fields', async () => {
		const response = await manage<KeyObject[]>('get-api-tokens');
		expect(response.message).toBe('You have 3 keys');
		expect(response.data[0]).toEqual({
			key: service.emulator.keys.user,
			user_id: '1001',
			remark: 'user',
			created_at: expect.stringMatching(/Z$/) as string,
			used_at: null,
			expired_at: '2036-01-01T00:00:00.000Z',
			used_times: '0',
			used_fee: '0.00',
			max_fee: '1000000000.00',
			permissions: ['midjourney', 'file-v1', 'gpt-4o-mini'],
			is_admin: false,
			is_disabled: false,
		});
	});

	it('can be created, used, changed and deleted', async () => {
		const { data: created } = await manage<KeyObject>('new-api-token', {
			remark: 'batch',
			max_fee: 20_000,
			permissions: ['midjourney'],
			expired_at: '2030-01-01T00:00:00.000Z',
		});
		expect(created).toMatchObject({
			remark: 'batch',
			max_fee: '20000.00',
			permissions: ['midjourney'],
		});
		const use = async () =>
			(await post('/api/v1/ai/draw/mj/query-mj-tasks?page=1', { model: 'midjourney' }, created.key))
				.statusCode;
		expect(await use()).toBe(200);
		await manage('update-api-token', { key: created.key, is_disabled: true });
		expect(await use()).toBe(401);
		const deleted = await manage('del-api-token', { key: created.key });
		expect(deleted).toEqual({ statusCode: 200, message: 'The key was deleted', data: null });
		expect(await manage('del-api-token', { key: created.key })).toMatchObject({ statusCode: 400 });
	});

	it.each(['midjourney', 'midJourney'])(
		'may use Midjourney with the permission %s',
		async (name) => {
			const { data } = await manage<KeyObject>('new-api-token', {
				remark: 'x',
				permissions: [name],
			});
			const path = '/api/v1/ai/draw/mj/query-mj-tasks?page=1';
			expect(await post(path, { model: 'midjourney' }, data.key)).toMatchObject({
				statusCode: 200,
			});
		},
	);

	it.each(['new-api-token', 'create-api-token'])('are created at %s', async (path) => {
		expect((await manage<KeyObject>(path, { remark: 'x' })).data.key).toMatch(
			/^sk-[A-Za-z0-9]{48}$/,
		);
	});

	it.each(['del-api-token', 'delete-api-token'])('are deleted at %s, as a form', async (path) => {
		const { data } = await manage<KeyObject>('new-api-token', { remark: 'x' });
		const { bytes } = await send('POST', admin + path, {
			headers: {
				authorization: `Bearer ${service.emulator.keys.admin}`,
				'content-type': 'application/x-www-form-urlencoded',
			},
			body: `key=${data.key}`,
		});
		expect(JSON.parse(bytes.toString())).toMatchObject({ statusCode: 200, data: null });
	});

	it('of another account cannot be deleted', async () => {
		const { otherAccount } = service.emulator.keys;
		expect(await manage('del-api-token', { key: otherAccount })).toMatchObject({ statusCode: 400 });
	});

	it.each([
		'get-api-tokens',
		'new-api-token',
		'update-api-token',
		'del-api-token',
		'get-membership-expire-date',
	])('cannot be managed without administrator permission: %s', async (path) => {
		expect(await post(admin + path, { key: 'x' })).toMatchObject({ statusCode: 403, data: null });
	});

	it('can be listed once per second and changed ten times per second', async () => {
		await control('PUT', 'settings', { speed: 0.1 });
		expect([
			(await manage('get-api-tokens')).statusCode,
			(await manage('get-api-tokens')).statusCode,
		]).toEqual([200, 429]);
		const codes: number[] = [];
		for (let n = 0; n < 11; n += 1) codes.push((await manage('new-api-token')).statusCode);
		expect(codes).toEqual([...Array<number>(10).fill(200), 429]);
		await control('PUT', 'settings', { rateLimits: false });
		expect((await manage('new-api-token')).statusCode).toBe(200);
	});

	it('are limited to 5000', async () => {
		await control('PUT', 'settings', { rateLimits: false });
		for (let n = 0; n < 4997; n += 100) {
			const count = Math.min(100, 4997 - n);
			await Promise.all(Array.from({ length: count }, () => manage('new-api-token')));
		}
		expect(await manage('new-api-token')).toMatchObject({
			statusCode: 400,
			message: 'At most 5000 keys per user',
		});
		expect(await list()).toHaveLength(5000);
	}, 30_000);
});

it.each<[string, unknown[]]>([
	['regular', [null, null]],
	['vip', [expect.stringMatching(/Z$/), null]],
	['premium', [null, expect.stringMatching(/Z$/)]],
])('returns when the membership of a %s account ends', async (membership, [vip, premium]) => {
	await control('PUT', 'account', { membership });
	const { data } = await manage('get-membership-expire-date');
	expect(data).toEqual({ vip_expire_date: vip, premium_expire_date: premium });
});

it('returns the price of every action in both pools', async () => {
	const { bytes } = await send('GET', '/api/v1/pay/model-rates', {
		headers: { authorization: `Bearer ${service.emulator.keys.user}` },
	});
	const { data } = JSON.parse(bytes.toString()) as Envelope<
		Array<{ type: 'FAST' | 'NORMAL'; action: keyof typeof prices.FAST; tokens: number }>
	>;
	expect(data).toHaveLength(14);
	for (const { type, action, tokens } of data) expect(tokens).toBe(prices[type][action]);
});

describe('files', () => {
	async function upload(fields: object, key = service.emulator.keys.user) {
		const form = new FormData();
		form.append('file', new Blob(['hello'], { type: 'text/plain' }), 'a.txt');
		for (const [name, value] of Object.entries(fields)) form.append(name, value);
		const encoded = new Response(form);
		const { bytes } = await send('POST', '/api/v1/user/files/upload', {
			headers: {
				authorization: `Bearer ${key}`,
				'content-type': encoded.headers.get('content-type') ?? '',
			},
			body: Buffer.from(await encoded.arrayBuffer()),
		});
		return JSON.parse(bytes.toString()) as Envelope<{ fileUniqueID: string }>;
	}
	const good = { filename: 'a.txt', purpose: '3', is_public: 'true' };
	const read = (id: string) => send('GET', `/api/v1/f/pub/${id}`);

	it('are public only if the upload says so', async () => {
		const publicFile = await upload(good);
		const privateFile = await upload({ ...good, is_public: 'false' });
		const { status, bytes, headers } = await read(publicFile.data.fileUniqueID);
		expect([status, bytes.toString(), headers['content-type']]).toEqual([
			200,
			'hello',
			'text/plain',
		]);
		expect((await read(privateFile.data.fileUniqueID)).status).toBe(404);
	});

	it('return 404 when they have expired or were made private', async () => {
		const { fileUniqueID } = (await upload({ ...good, expires_at: '2020-01-01T00:00:00Z' })).data;
		expect((await read(fileUniqueID)).status).toBe(404);
		const update = (fields: object) =>
			post('/api/v1/user/files/update', {
				fileUniqueId: fileUniqueID,
				filename: 'b.txt',
				...fields,
			});
		expect(await update({ unset_expires_at: true })).toMatchObject({ data: { affectedRows: 0 } });
		const publicId = (await upload(good)).data.fileUniqueID;
		const updated = await post('/api/v1/user/files/update', {
			fileUniqueId: publicId,
			filename: 'b',
			is_public: false,
		});
		expect(updated).toMatchObject({ data: { affectedRows: 1 } });
		expect((await read(publicId)).status).toBe(404);
	});

	it.each([
		['no file name', { purpose: '3' }, 'filename'],
		['no purpose', { filename: 'a' }, 'purpose'],
		['an unknown purpose', { ...good, purpose: '9' }, 'purpose'],
		['an expiry that is not a time', { ...good, expires_at: 'soon' }, 'expires_at'],
	])('with %s are rejected', async (_label, fields, text) => {
		const response = await upload(fields);
		expect(response).toMatchObject({ statusCode: 400, data: null });
		expect(response.message).toContain(text);
	});

	it('require the file-v1 permission', async () => {
		await control('PUT', 'account', { permissions: ['midjourney'] });
		expect(await upload(good)).toMatchObject({ statusCode: 403 });
	});
});

describe('the chat endpoint', () => {
	const chat = (body: object, key?: string) => postRaw('/v1/chat/completions', body, key);

	it("returns a reply to the last message in OpenAI's format", async () => {
		const { status, bytes } = await chat({
			model: 'gpt-4o-mini',
			messages: [{ role: 'user', content: 'Say hello' }],
		});
		expect(status).toBe(200);
		expect(JSON.parse(bytes.toString())).toMatchObject({
			object: 'chat.completion',
			choices: [
				{ message: { role: 'assistant', content: 'This is the emulator. You said: Say hello' } },
			],
		});
	});

	it.each([
		['a wrong key', { model: 'gpt-4o-mini', messages: [{}] }, 'sk-no', 401],
		['a model that the key does not have', { model: 'o9', messages: [{}] }, undefined, 403],
		['no messages', { model: 'gpt-4o-mini' }, undefined, 400],
	])('rejects %s with an HTTP status', async (_label, body, key, status) => {
		const response = await chat(body, key);
		expect(response.status).toBe(status);
		expect(JSON.parse(response.bytes.toString())).toMatchObject({ error: { code: status } });
	});
});
