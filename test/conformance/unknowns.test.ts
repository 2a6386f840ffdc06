import { otherClient } from '../support/otherClient';
import { only, useMidjourney, withFiles } from '../support/midjourney';
import { plainPicture } from '../support/pictures';
import { until } from '../support/until';

const { emulator, run } = useMidjourney({
	tileSize: 64,
	durationSeconds: { min: 20, max: 20 },
});
const others = otherClient(emulator);

const imagine = 'image.imagine';
const kite = { prompt: 'a red kite', options: { seed: 'none' } };
const asKey = (apiKey: string) => ({ credentials: emulator.credentials({ apiKey }) });
const red = async () => ({ items: [withFiles({ data: await plainPicture('red') })] });
const dataUrl = async () =>
	`data:image/png;base64,${(await plainPicture('red')).toString('base64')}`;

describe('the node waits for the end of a task', () => {
	test.each([
		['an unknown state', { pendingStatus: 'UNKNOWN' }],
		['the state of a dialog', { pendingStatus: 'MODAL' }],
		['missing fields that have no value yet', { pendingFields: 'missing' }],
		['progress in words', { progress: 'words' }],
		['no progress', { progress: 'missing' }],
		['an empty webhook', { noWebhook: 'empty' }],
		['unknown fields', { extraFields: 'some' }],
	] as const)('with %s while it is unfinished [U3]', async (_, variants) => {
		await emulator.variants(variants);
		await emulator.settings({ durationSeconds: { min: 25, max: 25 } });
		const { json } = only(await run(imagine, { ...kite, downloadImage: false }));
		expect(json).toMatchObject({ status: 'SUCCESS', progress: 100 });
		expect((await emulator.stats()).requests.get).toBeGreaterThan(1);
	});

	test.each(['REROLL', 'source'] as const)(
		'if the action of a re-roll is %s [U3]',
		async (rerollAction) => {
			await emulator.variants({ rerollAction });
			const { taskId } = await others.createGrid();
			const parameters = { taskId, buttonNames: ['Re-Roll'], splitGrid: true };
			const { items } = await run('image.runAction', parameters);
			expect(items).toHaveLength(4);
			expect(items[0]?.json).toMatchObject({
				action: rerollAction === 'source' ? 'IMAGINE' : 'REROLL',
				costTokens: 14000,
			});
		},
	);
});

describe('an action that needs more than a button', () => {
	test("works if the service supports it, else the service's message is shown [U4]", async () => {
		const { taskId } = await others.press(await others.createGrid(), 'U1');
		const press = { taskId, buttonNames: ['Custom Zoom'], downloadImage: false };
		expect(only(await run('image.runAction', press)).json).toMatchObject({ action: 'ZOOM' });
		await emulator.variants({ customZoom: 'refused' });
		const { error } = await run('image.runAction', press);
		expect(error?.message).toContain('opens a dialog');
	});

	test('is sent with its mask as a data URL [U4]', async () => {
		const { taskId } = await others.press(await others.createGrid(), 'U1');
		const press = { taskId, buttonNames: ['Vary (Region)'], waitForCompletion: 'none' };
		const options = { maskField: 'data' };
		expect((await run('image.runAction', { ...press, options }, await red())).status).toBe(
			'success',
		);
		expect((await emulator.log('runAction')).at(-1)?.body).toMatchObject({
			base64Mask: expect.stringMatching(/^data:image\/png;base64,/),
		});
	});
});

describe('Describe', () => {
	test.each(['present', 'absent', 'null'] as const)(
		'returns its prompts if image and buttons are %s [U5]',
		async (describeExtras) => {
			await emulator.variants({ describeExtras });
			const { json } = only(await run('image.describe', {}, await red()));
			expect(json.prompts).toHaveLength(4);
		},
	);

	test('has buttons that can be pressed by customId, if it has any [U5]', async () => {
		await emulator.variants({ describeExtras: 'present' });
		const { taskId } = await others.createFinished('describe', { base64: await dataUrl() });
		const press = { chooseButtons: 'customId', customId: 'MJ::Job::PicReader::1' };
		const parameters = { taskId, ...press, downloadImage: false };
		expect(only(await run('image.runAction', parameters)).json).toMatchObject({
			action: 'IMAGINE',
			status: 'SUCCESS',
		});
	});
});

test('a blend is always sent with its dimensions [U6]', async () => {
	const file = await plainPicture('red');
	const parameters = { binaryFields: 'a, b', waitForCompletion: 'none' };
	await run('image.blend', parameters, { items: [withFiles({ a: file, b: file })] });
	expect((await emulator.log('blend'))[0]?.body).toMatchObject({ dimensions: 'SQUARE' });
});

test('an image above the known size limits is rejected before anything is sent [U6]', async () => {
	const large = Buffer.concat([await plainPicture('red'), Buffer.alloc(5_000_000)]);
	const { error } = await run('image.describe', {}, { items: [withFiles({ data: large })] });
	expect(error?.message).toMatch(/^The image 'data' is too large: at most 5.0 MB/);
	expect(await emulator.stats()).toMatchObject({ requestsTotal: 0 });
});

test('polling needs no webhook: none is requested, and the end is still noticed [U7]', async () => {
	await emulator.variants({ webhookFailure: 'not-sent' });
	await emulator.fault('imagine', 'task-fails', { failReason: 'Could not complete' });
	expect((await run(imagine, kite)).error?.message).toContain('Could not complete');
	expect(only(await run(imagine, kite)).json).toMatchObject({ status: 'SUCCESS' });
	for (const { body } of await emulator.log('imagine')) expect(body).not.toHaveProperty('webhook');
});

describe('an image', () => {
	test.each([
		['png', 'path'],
		['webp', 'path'],
		['webp', 'null'],
	] as const)(
		'of type %s gets its file type from its bytes, with imageS3Url %s [U8]',
		async (pictureType, imageS3Url) => {
			await emulator.variants({ pictureType, imageS3Url });
			const { json, binary } = only(await run(imagine, kite));
			expect(binary?.data).toMatchObject({
				fileName: `${json.taskId as string}-grid.${pictureType}`,
				mimeType: `image/${pictureType}`,
			});
		},
	);

	test.each(['signed', 'plain'] as const)(
		'is downloaded from Discord links that are %s [U8]',
		async (discordLinks) => {
			await emulator.variants({ discordLinks, imageS3Url: 'null' });
			expect(only(await run(imagine, kite)).binary?.data?.mimeType).toBe('image/png');
		},
	);

	test('whose link has expired is downloaded from a new link [U8]', async () => {
		await emulator.variants({ imageS3Url: 'null' });
		await emulator.settings({ linkSeconds: 1 });
		const json = { ...(await others.createGrid()) };
		const expired = Date.now() + 3000;
		await emulator.settings({ linkSeconds: 3600 });
		await until('the link has expired', () => Date.now() > expired);
		const result = await run('image.download', { imageFrom: 'item' }, { items: [{ json }] });
		expect(only(result).binary?.data?.mimeType).toBe('image/png');
	});
});

describe('the Management API', () => {
	test('has responses of unknown format, which are returned unchanged [U9]', async () => {
		const changes = asKey(emulator.keys.admin);
		expect(only(await run('account.getMembership', {}, changes)).json).toEqual({
			vip_expire_date: null,
			premium_expire_date: null,
		});
		const { items } = await run('account.getModelRates', {}, changes);
		expect(items.map(({ json }) => json)).toContainEqual({
			model: 'midjourney',
			type: 'FAST',
			action: 'IMAGINE',
			tokens: 14000,
		});
	});

	test('returns the balance for any key, or the error says that an administrator key is needed [U9]', async () => {
		expect(only(await run('account.getBalance')).json.balanceTokens).toBeGreaterThan(0);
		await emulator.variants({ balanceKey: 'admin' });
		const { error } = await run('account.getBalance');
		expect(error?.message).toMatch(/^The API key lacks a permission: /);
		expect(error?.description).toContain('administrator key');
		const asAdmin = await run('account.getBalance', {}, asKey(emulator.keys.admin));
		expect(only(asAdmin).json.balanceTokens).toBeGreaterThan(0);
	});
});
