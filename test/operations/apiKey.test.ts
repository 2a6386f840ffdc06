import type { IDataObject } from 'n8n-workflow';
import { only, useMidjourney } from '../support/midjourney';
import type { NodeRun } from '../support/n8n';

const { emulator, run } = useMidjourney({ tileSize: 64 });

const create = async (settings: IDataObject = {}, remark = 'newsletter') =>
	await asAdmin('create', { remark, settings });
const asAdmin = async (operation: string, parameters: IDataObject = {}, changes = {}) =>
	await run(`apiKey.${operation}`, parameters, {
		credentials: emulator.credentials({ apiKey: emulator.keys.admin }),
		...changes,
	});
/** Keys as the service lists them, by remark. */
const listed = async (): Promise<Record<string, IDataObject>> =>
	Object.fromEntries(
		(await asAdmin('getMany', { returnAll: true, showWholeKeys: true })).items.map(({ json }) => [
			json.remark as string,
			json,
		]),
	);

/** Everything that n8n stores or prints of a run, except its input and output. */
const traces = ({ error, logs, hints }: NodeRun) => {
	const kept = Object.entries(error ?? {}).filter(([name]) => name !== 'node');
	return JSON.stringify([kept, error?.message, logs, hints]);
};

test('a new key is shown whole, has the settings, and works', async () => {
	const result = await create({
		maxFee: 28_000,
		expiresAt: '2030-01-31T12:00',
		permissions: 'midjourney, file-v1',
	});
	const { json } = only(result);
	expect(json).toMatchObject({
		key: expect.stringMatching(/^sk-\w{48}$/),
		remark: 'newsletter',
		max_fee: '28000.00',
		expired_at: '2030-01-31T12:00:00.000Z',
		permissions: ['midjourney', 'file-v1'],
	});
	expect(traces(result)).not.toContain(json.key);
	const credentials = emulator.credentials({ apiKey: json.key });
	const created = await run(
		'image.imagine',
		{ prompt: 'a kite', waitForCompletion: 'none' },
		{ credentials },
	);
	expect(only(created).json.status).toBe('SUBMITTED');
});

test('without further settings a key may use Midjourney and nothing else', async () => {
	expect(only(await create()).json.permissions).toEqual(['midjourney']);
});

test.each(['midjourney', 'midJourney', 'MidJourney, file-v1'])(
	'a key with the permission %s may use Midjourney',
	async (permissions) => {
		const { json } = only(await create({ permissions }));
		expect(json.permissions).toContain('midjourney');
		const credentials = emulator.credentials({ apiKey: json.key });
		const parameters = { prompt: 'a kite', waitForCompletion: 'none' };
		only(await run('image.imagine', parameters, { credentials }));
		only(await asAdmin('update', { key: json.key, changes: { permissions } }));
		only(await run('image.imagine', parameters, { credentials }));
		const bodies = await Promise.all(
			['apiKeyCreate', 'apiKeyUpdate'].map(async (route) => (await emulator.log(route))[0]?.body),
		);
		for (const body of bodies) {
			expect(body).toMatchObject({
				permissions: permissions.replace(/midjourney/i, 'midjourney').split(', '),
			});
		}
	},
);

test('keys are listed in masked form', async () => {
	const { items } = await asAdmin('getMany');
	expect(items.map(({ json }) => json.remark)).toEqual(['user', 'admin', 'without midjourney']);
	expect(items.map(({ json }) => json.key)).toEqual(['sk-***usr', 'sk-***adm', 'sk-***wmj']);
	expect(items[0]?.json).toMatchObject({ is_admin: false, used_fee: '0.00' });
	for (const key of Object.values(emulator.keys)) expect(JSON.stringify(items)).not.toContain(key);
});

test('keys are listed in full if the user has chosen that, and only as many as the limit', async () => {
	const { items } = await asAdmin('getMany', { limit: 1, showWholeKeys: true });
	expect(items.map(({ json }) => json.key)).toEqual([emulator.keys.user]);
});

test.each([
	['masked by the service', { keyText: 'masked' }],
	['with a further field', { keyFields: '13' }],
] as const)('keys are listed if the response has them %s', async (_, variants) => {
	await emulator.variants(variants);
	const { items } = await asAdmin('getMany', { returnAll: true });
	expect(items.map(({ json }) => json.key)).toEqual(['sk-***usr', 'sk-***adm', 'sk-***wmj']);
});

test('a key is changed in what the user names, and in nothing else', async () => {
	const { key } = only(await create({ maxFee: 28_000 })).json;
	const result = await asAdmin('update', { key, changes: { isDisabled: true, remark: 'old' } });
	expect(only(result).json).toMatchObject({
		updated: true,
		key: `sk-***${(key as string).slice(-3)}`,
	});
	expect(JSON.stringify(result.items)).not.toContain(key);
	expect(traces(result)).not.toContain(key);
	expect((await listed()).old).toMatchObject({ is_disabled: true, max_fee: '28000.00' });
	const { error } = await run(
		'task.getMany',
		{},
		{ credentials: emulator.credentials({ apiKey: key }) },
	);
	expect(error?.message).toContain('This API key is disabled');
});

test('a deleted key is gone', async () => {
	const { key } = only(await create()).json;
	const result = await asAdmin('delete', { key });
	expect(only(result).json).toEqual({ deleted: true });
	expect(traces(result)).not.toContain(key);
	expect(await listed()).not.toHaveProperty('newsletter');
	expect((await emulator.log('apiKeyDelete'))[0]?.body).toEqual({ key });
});

test.each([
	['first', 'new-api-token', 'del-api-token'],
	['second', 'create-api-token', 'delete-api-token'],
] as const)(
	'keys are created and deleted if the service has only the %s spelling',
	async (managementPaths, created, deleted) => {
		await emulator.variants({ managementPaths });
		const { key } = only(await create()).json;
		only(await asAdmin('delete', { key }));
		const last = async (route: string) => (await emulator.log(route)).at(-1);
		expect(await last('apiKeyCreate')).toMatchObject({
			path: expect.stringContaining(created),
			status: 200,
		});
		expect(await last('apiKeyDelete')).toMatchObject({
			path: expect.stringContaining(deleted),
			status: 200,
		});
		expect(await listed()).not.toHaveProperty('newsletter');
	},
);

test('more keys than the service takes in a second are all deleted', async () => {
	const items = Array.from({ length: 14 }, (_, n) => ({ json: { remark: `key ${n}` } }));
	const created = await asAdmin('create', { remark: '={{ $json.remark }}' }, { items });
	await emulator.fault('apiKeyDelete', 'status-429', { times: 6, skip: 4 });
	const deleted = await asAdmin('delete', { key: '={{ $json.key }}' }, { items: created.items });
	expect(deleted.items.map(({ json }) => json)).toEqual(items.map(() => ({ deleted: true })));
	expect(Object.keys(await listed())).toHaveLength(3);
});

describe('invalid input is rejected before any request', () => {
	test.each([
		['create', { remark: '={{ $json.nothing }}' }, "'Remark' is empty"],
		[
			'create',
			{ remark: 'a', settings: { maxFee: '={{ "much" }}' } },
			"'Maximum Fee' cannot be read",
		],
		['create', { remark: 'a', settings: { maxFee: -1 } }, "'Maximum Fee' cannot be read"],
		['create', { remark: 'a', settings: { expiresAt: 'soon' } }, "'Expires At' cannot be read"],
		['create', { remark: 'a', settings: { expiresAt: '' } }, "'Expires At' cannot be read"],
		['create', { remark: 'a', settings: { permissions: ' ' } }, "'Permissions' cannot be read"],
		['update', { key: '={{ $json.nothing }}', changes: { remark: 'a' } }, "'Key' is empty"],
		['update', { key: 'sk-0123456789' }, 'No change is given'],
		['update', { key: 'sk-0', changes: { isDisabled: '={{ 1 }}' } }, "'Disabled' cannot be read"],
		['delete', { key: '={{ $json.nothing }}' }, "'Key' is empty"],
	])('%s with %j', async (operation, parameters, message) => {
		const { error } = await asAdmin(operation, parameters);
		expect(error?.message).toBe(message);
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test('an amount in text form, from an expression, is accepted', async () => {
		const settings = { maxFee: '={{ "500.5" }}', expiresAt: '={{ $now.plus({ days: 1 }) }}' };
		expect(only(await create(settings)).json.max_fee).toBe('500.50');
	});
});

describe('errors', () => {
	test.each(['create', 'update', 'getMany', 'delete'])(
		'%s needs an administrator key',
		async (operation) => {
			const { key } = only(await create()).json;
			const parameters = { remark: 'a', key, changes: { remark: 'b' } };
			const result = await run(`apiKey.${operation}`, parameters);
			expect(result.error?.message).toContain('The API key lacks a permission');
			expect(result.error?.description).toContain('administrator key');
			expect(traces(result)).not.toContain(key);
		},
	);

	test.each(['update', 'delete'])('%s of a key that does not exist', async (operation) => {
		const key = 'sk-000000000000000000000000000000000000000000000000';
		const result = await asAdmin(operation, { key, changes: { remark: 'b' } });
		expect(result.error?.message).toBe('OhMyGPT refused the request: There is no such key');
		expect(traces(result)).not.toContain(key);
	});

	test('never show a key that the service repeats', async () => {
		const { key } = only(await create()).json;
		const message = `The key ${key as string} is odd`;
		await emulator.fault('apiKeyDelete', 'error-in-200', { statusCode: 400, message });
		const result = await asAdmin('delete', { key }, { onError: 'continueRegularOutput' });
		expect(result.items[0]?.json.error).toContain('The key sk-*** is odd');
		expect(JSON.stringify(result.items) + traces(result)).not.toContain(key);
	});
});
