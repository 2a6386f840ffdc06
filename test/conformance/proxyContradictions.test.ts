import type { IDataObject } from 'n8n-workflow';
import type { ProxyVariant } from '../../emulator/proxy/variant';
import { readProxyTask } from '../../nodes/Midjourney/service/mjproxy/proxyTaskReader';
import { nameOf } from '../../nodes/Midjourney/model/button';
import { only, useMidjourney, withFiles } from '../support/midjourney';
import { plainPicture } from '../support/pictures';

/**
 * What the sources and documents of midjourney-proxy contradict each other in (P), and what they leave open (Q), as the node
 * meets it. P5, P8 to P14, P21 and P22 are tested with the buttons, the service and the engine.
 */
const { emulator, run } = useMidjourney(
	{ tileSize: 16, durationSeconds: { min: 5, max: 20 } },
	'midjourneyProxy',
);

const noPicture = { downloadImage: false };
const become = async (proxyVariant: ProxyVariant) => await emulator.settings({ proxyVariant });
const imagine = async (parameters: IDataObject = {}, credential: IDataObject = {}) =>
	await run(
		'image.imagine',
		{ ...noPicture, prompt: 'a red kite', ...parameters },
		{ credentials: emulator.proxyCredentials(credential) },
	);
const paths = async () => (await emulator.log('imagine')).map(({ path }) => path);

describe('P1, P2: the speed is a part of the address', () => {
	test('P1: the output says what the server made of it', async () => {
		await become('trueai');
		const { json } = only(await imagine({ simplify: false }, { speed: 'mj-relax' }));
		expect(await paths()).toEqual(['/mj-relax/mj/submit/imagine']);
		expect(json).toMatchObject({ mode: 'RELAX' });
	});

	test('P1: a gateway that ignores it makes the image all the same', async () => {
		await become('new-api');
		const { json } = only(await imagine({}, { speed: 'mj-turbo' }));
		expect(json).toMatchObject({ status: 'SUCCESS', costTokens: null });
	});

	test('P2: another word can be typed; where it is refused, the error says so, and nothing is made', async () => {
		emulator.expectUnknownAddresses();
		await become('one-hub');
		const { error } = await imagine({}, { speed: 'custom', prefix: 'fast' });
		expect(error?.message).toBeDefined();
		expect(await emulator.tasks()).toEqual([]);
	});
});

describe('P3: the header of the key', () => {
	const rows: Array<[ProxyVariant, string, boolean]> = [
		['base', 'mj-api-secret', true],
		['plus', 'mj-api-secret', true],
		['trueai', 'mj-api-secret', true],
		['new-api', 'mj-api-secret', true],
		['one-hub', 'mj-api-secret', true],
		['new-api', 'bearer', true],
		['trueai', 'bearer', false],
		['one-hub', 'bearer', false],
		['new-api', 'both', true],
		['trueai', 'both', false],
	];

	test.each(rows)('%s, sent as %s: accepted %s', async (variant, keyHeader, isAccepted) => {
		await become(variant);
		const { error } = await imagine({}, { keyHeader });
		if (isAccepted) expect(error).toBeUndefined();
		else expect(error?.description).toContain("'Send Key As'");
	});
});

test('P4: a key that is limited to models makes images; that it cannot read them is explained', async () => {
	await become('new-api');
	await emulator.account({ permissions: ['mj_imagine'] });
	const { error } = await imagine({ options: { timeLimitMinutes: 2 } });
	expect(await emulator.tasks()).toHaveLength(1);
	expect(error?.message).toContain(String((await emulator.tasks())[0]?.taskId));
});

test.each(['new-api', 'trueai'] as const)(
	'P6: %s has a name of its own for the action of a button, whose result is a grid by any name',
	async (variant) => {
		await become(variant);
		const grid = only(await imagine()).json;
		const upscale = only(
			await run('image.runAction', { taskId: grid.taskId, buttonNames: ['U1'], ...noPicture }),
		).json;
		const { items } = await run('image.runAction', {
			taskId: upscale.taskId,
			buttonNames: ['Vary (Strong)'],
			splitGrid: true,
		});
		expect(items.map(({ json }) => json.tile)).toEqual([1, 2, 3, 4]);
	},
);

test.each(['plus', 'new-api'] as const)(
	'P7: the prompt does not come from the description, which is something else at %s',
	async (variant) => {
		await become(variant);
		expect(only(await imagine()).json.prompt).toMatch(/^a red kite --seed \d+$/);
	},
);

test.each(['plus', 'base', 'trueai', 'one-hub'] as const)(
	'P15, P18: a full queue at %s is waited for, whatever code it has',
	async (variant) => {
		await become(variant);
		await emulator.fault('imagine', 'queue-full', { times: 2 });
		expect(only(await imagine()).json.status).toBe('SUCCESS');
		expect((await emulator.stats()).tasksCreated).toBe(1);
	},
);

test.each(['base', 'plus', 'trueai', 'new-api'] as const)(
	'P16: a banned word is named as the reason at %s, at once or later',
	async (variant) => {
		await become(variant);
		const { error } = await imagine({ prompt: 'a naked truth' });
		expect(error?.message).toMatch(/^Midjourney's moderation rejected the prompt: /);
	},
);

test('P17: a limit of the user is waited for in both of its forms', async () => {
	await become('trueai');
	await emulator.fault('imagine', 'user-limit');
	expect(only(await imagine()).json.status).toBe('SUCCESS');
	await emulator.fault('describe', 'user-limit');
	const items = [withFiles({ data: await plainPicture('red', 'png', 8) })];
	expect(only(await run('image.describe', {}, { items })).json.status).toBe('SUCCESS');
});

test('P18: a gateway that falls back to relax does not say so, and the output claims nothing', async () => {
	await become('one-hub');
	await emulator.fault('imagine', 'no-account');
	const { items } = await imagine({}, { speed: 'mj-fast' });
	expect(items[0]?.json.mode ?? '').toBe('');
});

test.each(['plus', 'new-api'] as const)(
	'P19: a task with images of its own is found at %s, with their addresses in its prompt or not',
	async (variant) => {
		await become(variant);
		const items = [withFiles({ data: await plainPicture('red', 'png', 8) })];
		const result = await run(
			'image.imagine',
			{ ...noPicture, prompt: 'a red kite', images: { binaryFields: 'data' } },
			{ items },
		);
		expect(only(result).json.status).toBe('SUCCESS');
	},
);

test('P20: our seed survives a server that has seeds of its own', async () => {
	await become('trueai');
	const { json } = only(await imagine());
	const [sent] = (await emulator.log('imagine')).map(({ body }) => body as IDataObject);
	expect(sent?.prompt).toContain(`--seed ${json.seed as number}`);
});

const task = (changes: object = {}) => ({
	id: '1790000000000123',
	action: 'IMAGINE',
	status: 'SUCCESS',
	progress: '100%',
	prompt: 'a red kite',
	submitTime: 1_790_000_000_123,
	finishTime: 1_790_000_040_000,
	imageUrl: 'https://cdn.example/x.png',
	...changes,
});
const read = (changes: object) => readProxyTask(task(changes), 'https://mj.example/mj');

test('Q1: a list of this run is found without the query whose answer nobody documents', async () => {
	await emulator.fault('imagine', 'reset-after');
	expect(only(await imagine()).json.status).toBe('SUCCESS');
	const { requests } = await emulator.stats();
	expect(requests.getMany).toBeGreaterThanOrEqual(2);
	expect(requests).not.toHaveProperty('query');
});

test.each([
	['a status and a text', 'status-500', {}],
	['a page', 'html-502', {}],
	['the shape of another API', 'error-openai-shape', { statusCode: 500, message: 'busy' }],
] as const)(
	'Q2: an error body that nobody documents, %s, is no refusal',
	async (_, fault, details) => {
		await emulator.fault('imagine', fault, { ...details, acted: true });
		const { error, items } = await imagine();
		expect(error?.description ?? items[0]?.json.status).toMatch(/was not sent again|SUCCESS/);
		expect((await emulator.stats()).requests.imagine).toBe(1);
	},
);

test('Q3: the signature of an image link is kept', () => {
	const signed = 'https://gateway.example/mj/image/1?sig=abc&ex=2';
	expect(read({ imageUrl: signed })?.pictures[0]?.url).toBe(signed);
});

test('Q5: a time in seconds is the same time', () => {
	expect(read({ submitTime: 1_790_000_000 })?.submittedAt).toBe('2026-09-21T14:13:20.000Z');
});

test('Q6: a button without a known name has that of its label, its emoji or its ID', () => {
	const buttons = [
		{ customId: 'MJ::JOB::new_thing::1::a', emoji: '', label: 'New Thing', type: 2, style: 2 },
		{ customId: 'MJ::JOB::other::1::a', emoji: '🎬', label: '' },
		{ customId: 'MJ::JOB::last::1::a' },
	];
	expect(read({ buttons })?.buttons.map(nameOf)).toEqual([
		'New Thing',
		'🎬',
		'MJ::JOB::last::1::a',
	]);
});

test('Q7: a long prompt is sent as it is', async () => {
	const prompt = `a red kite ${'and more '.repeat(150)}`.trim();
	only(await imagine({ prompt }));
	const [sent] = (await emulator.log('imagine')).map(({ body }) => body as IDataObject);
	expect(sent?.prompt).toContain('a red kite and more');
});

test('Q8: without a key no header is sent, so that a server for guests can let them in', async () => {
	const { error } = await imagine({}, { apiKey: '' });
	expect(error?.message).toMatch(/did not accept the API key|lacks a permission/);
});
