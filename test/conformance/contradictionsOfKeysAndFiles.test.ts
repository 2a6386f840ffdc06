import { plainPicture } from '../support/pictures';
import { only, useMidjourney, withFiles } from '../support/midjourney';

const { emulator, run } = useMidjourney();

const asAdmin = () => ({ credentials: emulator.credentials({ apiKey: emulator.keys.admin }) });

test.each([
	['both spellings', 'both', 1],
	['new- and del-api-token', 'first', 1],
	['create- and delete-api-token', 'second', 2],
] as const)(
	'keys are created and deleted if the service has %s [C4]',
	async (_, managementPaths, calls) => {
		await emulator.variants({ managementPaths });
		emulator.expectUnknownAddresses();
		const { json } = only(await run('apiKey.create', { remark: 'Newsletter' }, asAdmin()));
		expect(json).toMatchObject({ remark: 'Newsletter', key: expect.stringMatching(/^sk-/) });
		const deleted = only(await run('apiKey.delete', { key: json.key }, asAdmin()));
		expect(deleted.json).toEqual({ deleted: true });
		expect((await emulator.stats()).requestsTotal).toBe(2 * calls);
	},
);

test('keys above the rate limit are deleted in the next second [C5]', async () => {
	const keys = await Promise.all(
		['one', 'two', 'three'].map(
			async (remark) => only(await run('apiKey.create', { remark }, asAdmin())).json,
		),
	);
	await emulator.fault('apiKeyDelete', 'status-429', { skip: 1, times: 2 });
	const items = keys.map((json) => ({ json }));
	const result = await run('apiKey.delete', { key: '={{ $json.key }}' }, { ...asAdmin(), items });
	expect(result.items.map(({ json }) => json)).toEqual(keys.map(() => ({ deleted: true })));
	expect((await emulator.stats()).requests).toMatchObject({ apiKeyDelete: 5 });
});

test.each(['12', '13'] as const)(
	'a listed key with %s fields is returned with all of them [C10]',
	async (keyFields) => {
		await emulator.variants({ keyFields });
		const { items } = await run('apiKey.getMany', { returnAll: true }, asAdmin());
		for (const { json } of items) expect(Object.keys(json)).toHaveLength(Number(keyFields));
	},
);

test.each(['whole', 'masked'] as const)(
	'of a key that is listed %s only the end is shown, and a new key is shown whole [C11]',
	async (keyText) => {
		await emulator.variants({ keyText });
		const created = only(await run('apiKey.create', { remark: 'Newsletter' }, asAdmin())).json
			.key as string;
		expect(created).toMatch(/^sk-\w{40,}$/);
		const { items } = await run('apiKey.getMany', { returnAll: true }, asAdmin());
		const listed = items.find(({ json }) => json.remark === 'Newsletter')?.json.key as string;
		expect(listed).toMatch(/\*+\w{3}$/);
		expect(listed.slice(-3)).toBe(created.slice(-3));
	},
);

test('an upload uses the field names of its own endpoint in request and response [C12]', async () => {
	const parameters = {
		prompt: 'a red kite',
		options: { seed: 'none' },
		images: { binaryFields: 'data', sendFilesAs: 'uploaded' },
		waitForCompletion: 'none',
	};
	const items = [withFiles({ data: await plainPicture('red') })];
	const { json } = only(await run('image.imagine', parameters, { items }));
	const [upload] = await emulator.log('filesUpload');
	expect(upload?.body).toMatchObject({ purpose: '3', is_public: 'true' });
	expect(json.prompt).toMatch(/\/api\/v1\/f\/pub\/\w{21} a red kite$/);
});
