import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { proxyVariants, type ProxyVariant } from '../../emulator/proxy/variant';
import type { NodeRun } from '../support/n8n';
import { only, useMidjourney, withFiles } from '../support/midjourney';
import { plainPicture, useWebServer } from '../support/pictures';

const { emulator, run } = useMidjourney(
	{ proxyVariant: 'plus', tileSize: 64, durationSeconds: { min: 5, max: 5 } },
	'midjourneyProxy',
);
const web = useWebServer({ 'kite.png': () => plainPicture('red', 'png', 64) });

const longPrompt = 'a very large red paper kite over calm dunes';
const picture = async () => ({
	items: [
		withFiles({ data: await plainPicture('red', 'png', 64), end: await plainPicture('blue') }),
	],
});
const noPicture = { downloadImage: false };
const at = async (proxyVariant: ProxyVariant) => await emulator.settings({ proxyVariant });

const shorten = async (parameters: IDataObject = {}) =>
	await run('image.shorten', { prompt: longPrompt, ...parameters });
const edit = async (parameters: IDataObject = {}, input?: INodeExecutionData) =>
	await run(
		'image.edit',
		{ prompt: 'the kite is blue', ...noPicture, ...parameters },
		input ? { items: [input] } : await picture(),
	);
const video = async (parameters: IDataObject = {}) =>
	await run('image.video', { ...noPicture, ...parameters }, await picture());
const upload = async (parameters: IDataObject = {}) =>
	await run('image.upload', parameters, await picture());
const imagine = async (parameters: IDataObject = {}) =>
	only(await run('image.imagine', { prompt: 'a red kite', ...noPicture, ...parameters })).json;
const getSeed = async () => await run('task.getSeed', { taskId: (await imagine()).taskId });
const cancel = async () => {
	await emulator.settings({ durationSeconds: { min: 300, max: 300 } });
	const { taskId } = await imagine({ waitForCompletion: 'none' });
	return await run('task.cancel', { taskId });
};

const bodyOf = async (route: string, index = 0) => {
	const { body } = (await emulator.log(route))[index] ?? {};
	return (typeof body === 'string' ? JSON.parse(body) : body) as IDataObject;
};

/** What each operation does, and which variants have it. */
const table: Array<[string, () => Promise<NodeRun>, readonly ProxyVariant[], IDataObject]> = [
	[
		'Shorten',
		shorten,
		['plus', 'trueai', 'new-api', 'one-hub'],
		{ action: 'SHORTEN', status: 'SUCCESS' },
	],
	['Edit', edit, ['trueai', 'new-api'], { action: 'EDIT', status: 'SUCCESS' }],
	['Video', video, ['plus', 'trueai', 'new-api'], { action: 'VIDEO', status: 'SUCCESS' }],
	[
		'Upload',
		upload,
		['plus', 'trueai', 'new-api', 'one-hub'],
		{ urls: [expect.stringMatching(/^http/)] },
	],
	[
		'Get Seed',
		getSeed,
		['plus', 'trueai', 'new-api', 'one-hub'],
		{ taskId: expect.any(String), seed: expect.any(Number) },
	],
	['Cancel', cancel, ['plus'], { cancelled: true, status: 'CANCEL' }],
];

const cases = table.flatMap(([name, work, having, json]) =>
	proxyVariants.map((variant) => ({ name, work, variant, has: having.includes(variant), json })),
);

test.each(cases.filter(({ has }) => has))(
	'$name works at a server of the kind $variant',
	async ({ work, variant, json }) => {
		await at(variant);
		expect(only(await work()).json).toMatchObject(json);
	},
);

/** It takes the request of everybody, and obeys administrators only. */
const isSilent = ({ name, variant }: (typeof cases)[number]) =>
	name === 'Cancel' && variant === 'trueai';

test.each(cases.filter((each) => !each.has && !isSilent(each)))(
	'$name says that a server of the kind $variant does not have it, and nothing is in doubt',
	async ({ name, work, variant }) => {
		emulator.expectUnknownAddresses();
		await at(variant);
		const { error } = await work();
		expect(error?.message).toContain(`this server has no '${name}'`);
		expect(error?.description).not.toContain('may have created');
		const before = ['Get Seed', 'Cancel'].includes(name) ? 1 : 0;
		expect((await emulator.stats()).tasksCreated).toBe(before);
	},
);

test('of many items at a server without Shorten only those in flight are sent', async () => {
	emulator.expectUnknownAddresses();
	await at('base');
	const items = Array.from({ length: 20 }, (_, i) => ({ json: { prompt: `${longPrompt} ${i}` } }));
	const { items: outputs } = await run(
		'image.shorten',
		{ prompt: '={{ $json.prompt }}' },
		{ items, onError: 'continueRegularOutput' },
	);
	expect(outputs).toHaveLength(20);
	for (const { json } of outputs) expect(json.error).toContain("this server has no 'Shorten'");
	// Each is followed by the question whether the address exists.
	expect((await emulator.log('unknown')).length).toBeLessThanOrEqual(10);
});

describe('Shorten', () => {
	test('returns shorter prompts as a list, without the important words before them', async () => {
		const { json, binary } = only(await shorten());
		const prompts = json.prompts as string[];
		expect(prompts).toHaveLength(5);
		expect(prompts[0]).toBe('a very large red paper kite over calm');
		expect(json.prompt).toContain('Important tokens');
		expect(binary).toBeUndefined();
	});

	test('returns an item for each prompt, ready for Imagine', async () => {
		const { items } = await shorten({ itemForEachPrompt: true });
		expect(items.map(({ json }) => json.number)).toEqual([1, 2, 3, 4, 5]);
		expect(items[4]?.json.prompt).toBe('a very large red');
	});

	test('a task that was not awaited gives its prompts to Task > Wait', async () => {
		const { taskId, status } = only(await shorten({ waitForCompletion: 'none' })).json;
		expect(status).toBe('SUBMITTED');
		expect(only(await run('task.wait', { taskId })).json.prompts).toHaveLength(5);
	});

	test('cannot be sent without a prompt', async () => {
		const { error } = await shorten({ prompt: '={{ $json.nothing }}' });
		expect(error?.message).toContain("'Prompt' is empty");
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});
});

describe('Edit', () => {
	beforeEach(async () => await at('trueai'));

	test('sends the prompt with the whole image, and returns the grid', async () => {
		const item = only(await edit({ downloadImage: true }));
		expect(item.binary?.data?.mimeType).toBe('image/png');
		const [{ body } = { body: undefined }] = await emulator.log('edit');
		expect(JSON.stringify(body)).toContain('data:image/png;base64,');
	});

	test('takes an image at a URL, which n8n loads', async () => {
		const given = { imageFrom: 'url', imageUrl: web.urlOf('kite.png') };
		expect(only(await edit(given, { json: {} })).json.status).toBe('SUCCESS');
		expect(web.requested).toEqual(['kite.png']);
	});

	test('splits its grid', async () => {
		const { items } = await edit({ downloadImage: true, splitGrid: true });
		expect(items.map(({ json }) => json.tile)).toEqual([1, 2, 3, 4]);
	});

	test('is checked before it is paid for', async () => {
		const { error } = await edit({ prompt: 'a kite --aspct 3:2' });
		expect(error?.message).toContain('--aspct');
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});
});

describe('Video', () => {
	test('sends what the fields say', async () => {
		const parameters = {
			prompt: 'the kite rises',
			motion: 'high',
			batchSize: 2,
			resolution: '720',
			options: { endImageField: 'end' },
		};
		expect(only(await video(parameters)).json).toMatchObject({ action: 'VIDEO' });
		expect(await bodyOf('video')).toMatchObject({
			prompt: 'the kite rises',
			motion: 'high',
			loop: false,
			batchSize: 2,
			videoType: 'vid_1.1_i2v_720',
			image: expect.stringContaining('data:image/png;base64,'),
			endImage: expect.stringContaining('data:image/png;base64,'),
		});
	});

	test('without any setting makes one small video', async () => {
		expect(only(await video()).json.status).toBe('SUCCESS');
		const body = await bodyOf('video');
		expect(body).toMatchObject({ motion: 'low', batchSize: 1, videoType: 'vid_1.1_i2v_480' });
		expect(body).not.toHaveProperty('prompt');
	});

	test.each([
		['too many videos', { batchSize: '={{ 5 }}' }, "'Batch Size' cannot be read"],
		[
			'a loop with an end',
			{ loop: true, options: { endImageField: 'end' } },
			'cannot have an end image',
		],
		[
			'two ends',
			{ options: { endImageField: 'end', endImageUrl: 'https://example.com/a.png' } },
			'two end images',
		],
	])('refuses %s before anything is paid', async (_, parameters, message) => {
		const { error } = await video(parameters);
		expect(error?.message).toContain(message);
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});
});

describe('Upload', () => {
	test('returns the addresses of all images of an item, in their order', async () => {
		const { json } = only(await upload({ binaryFields: 'data, end' }));
		expect(json.urls).toHaveLength(2);
		expect(new Set(json.urls as string[]).size).toBe(2);
		expect((await emulator.stats()).tasksCreated).toBe(0);
	});

	test('names the field that is missing', async () => {
		const { error } = await upload({ binaryFields: 'photo' });
		expect(error?.message).toContain("no binary field 'photo'");
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});
});

describe('Get Seed', () => {
	test('returns the seed that the prompt has', async () => {
		const { taskId } = await imagine({ prompt: 'a red kite --seed 4711' });
		expect(only(await run('task.getSeed', { taskId })).json).toEqual({ taskId, seed: 4711 });
	});

	test.each(proxyVariants.filter((each) => each !== 'base'))(
		'says at %s why an unfinished task has none',
		async (variant) => {
			await at(variant);
			await emulator.settings({ durationSeconds: { min: 300, max: 300 } });
			const { taskId } = await imagine({ waitForCompletion: 'none' });
			const { error } = await run('task.getSeed', { taskId });
			expect(error?.message).toContain('The task has no seed yet: its state is');
		},
	);

	test.each(proxyVariants.filter((each) => each !== 'base'))(
		'says at %s that a task does not exist',
		async (variant) => {
			await at(variant);
			const { error } = await run('task.getSeed', { taskId: '1790000000000123' });
			expect(error?.message).toContain('does not know this task');
		},
	);
});

describe('Cancel', () => {
	test('leaves a task that has ended as it is, and says so', async () => {
		const { taskId } = await imagine();
		expect(only(await run('task.cancel', { taskId })).json).toMatchObject({
			taskId,
			cancelled: false,
			status: 'SUCCESS',
		});
		expect((await emulator.stats()).requests.cancel).toBeUndefined();
	});

	test('at trueai ends the task of an administrator', async () => {
		await at('trueai');
		await emulator.account({ isAdmin: true });
		expect(only(await cancel()).json).toMatchObject({ cancelled: true, status: 'FAILURE' });
	});

	test('at trueai is no success for others, whose task goes on', async () => {
		await at('trueai');
		const { error } = await cancel();
		expect(error?.message).toContain('The task goes on');
		expect(error?.description).toContain('only administrators');
		expect((await emulator.stats()).unfinished).toBe(1);
	});

	test('a lost answer says what has become of the task', async () => {
		await emulator.fault('cancel', 'reset-after');
		expect(only(await cancel()).json).toMatchObject({ cancelled: true, status: 'CANCEL' });
	});
});

test.each(['image.shorten', 'image.edit', 'image.video', 'image.upload', 'task.getSeed'])(
	'%s is refused at a service that lacks it, before anything is sent',
	async (operation) => {
		const parameters = { service: 'ohMyGpt', prompt: 'a kite', taskId: '1790000000000123' };
		const credentials = emulator.credentials();
		const { error } = await run(operation, parameters, { ...(await picture()), credentials });
		expect(error?.message).toContain('OhMyGPT has no operation');
		expect(error?.description).toContain('Choose Midjourney Proxy');
		expect((await emulator.stats()).requestsTotal).toBe(0);
	},
);
