import type { IDataObject } from 'n8n-workflow';
import type { ProxyVariant } from '../../emulator/proxy/variant';
import type { RunOptions } from '../support/n8n';
import { only, useMidjourney, withFiles } from '../support/midjourney';
import { plainPicture } from '../support/pictures';

const { emulator, run } = useMidjourney(
	{ tileSize: 32, durationSeconds: { min: 20, max: 20 } },
	'midjourneyProxy',
);

type Kind = 'shorten' | 'edit' | 'video';

const parametersOf: Readonly<Record<Kind, IDataObject>> = {
	shorten: { prompt: 'a very large red paper kite over calm dunes' },
	edit: { prompt: 'the kite is blue', downloadImage: false },
	video: { prompt: 'the kite rises', downloadImage: false },
};

async function make(kind: Kind, parameters: IDataObject = {}, changes: Partial<RunOptions> = {}) {
	const items = [withFiles({ data: await plainPicture('red') })];
	return await run(
		`image.${kind}`,
		{ ...parametersOf[kind], ...parameters },
		{ items, ...changes },
	);
}

const at = async (proxyVariant: ProxyVariant) => await emulator.settings({ proxyVariant });

/** Where the list shows whose a task is. */
const withList: Array<[Kind, ProxyVariant]> = [
	['shorten', 'plus'],
	['shorten', 'trueai'],
	['edit', 'trueai'],
	['video', 'plus'],
	['video', 'trueai'],
];
/** Where a lost task cannot be found. */
const atGateways: Array<[Kind, ProxyVariant]> = [
	['shorten', 'new-api'],
	['shorten', 'one-hub'],
	['edit', 'new-api'],
	['video', 'new-api'],
];

describe('an answer that is lost although the task was created', () => {
	test.each(withList)('of %s at %s is found by its state: paid once', async (kind, variant) => {
		await at(variant);
		await emulator.fault(kind, 'reset-after');
		expect(only(await make(kind)).json.status).toBe('SUCCESS');
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 1, requests: { [kind]: 1 } });
	});

	test.each(withList)(
		'of %s at %s, with the page of a proxy in its place, is no sign of a missing operation',
		async (kind, variant) => {
			await at(variant);
			await emulator.fault(kind, 'html-200', { acted: true });
			expect(only(await make(kind)).json.status).toBe('SUCCESS');
			expect((await emulator.stats()).tasksCreated).toBe(1);
		},
	);

	test.each(atGateways)(
		'of %s at %s stays in doubt, and is never sent again',
		async (kind, variant) => {
			await at(variant);
			await emulator.fault(kind, 'reset-after');
			const retryOnFail = { maxTries: 3, waitBetweenTries: 1000 };
			const { error } = await make(kind, {}, { retryOnFail });
			expect(error?.description).toContain('was not sent again');
			expect(await emulator.stats()).toMatchObject({ tasksCreated: 1, requests: { [kind]: 1 } });
		},
	);

	test.each(atGateways)('P14: of %s at %s, shown as code 5, is a doubt', async (kind, variant) => {
		await at(variant);
		await emulator.fault(kind, 'gateway-timeout');
		const { error } = await make(kind);
		expect(error?.description).toContain('was not sent again');
		expect((await emulator.stats()).tasksCreated).toBe(1);
	});

	test.each(atGateways)(
		'of %s at %s, with the page of a proxy in its place, is a doubt as well',
		async (kind, variant) => {
			await at(variant);
			await emulator.fault(kind, 'html-200', { acted: true });
			const { error } = await make(kind);
			expect(error?.description).toContain('was not sent again');
			expect((await emulator.stats()).tasksCreated).toBe(1);
		},
	);
});

test.each([...withList, ...atGateways])(
	'a full queue holds %s at %s up, and nothing else',
	async (kind, variant) => {
		await at(variant);
		await emulator.fault(kind, 'queue-full');
		expect(only(await make(kind)).json.status).toBe('SUCCESS');
		expect((await emulator.stats()).tasksCreated).toBe(1);
	},
);

test.each([...withList, ...atGateways])(
	'a task of %s that fails at %s is an error that names it',
	async (kind, variant) => {
		await at(variant);
		await emulator.fault(kind, 'task-fails', { failReason: 'no such kite' });
		const { error } = await make(kind);
		expect(error?.message).toContain('no such kite');
		expect(error?.context?.taskId).toMatch(/^\d+$/);
	},
);

test.each(['shorten', 'video'] as const)('Maximum Tasks limits %s', async (kind) => {
	const items = await Promise.all(
		[1, 2, 3].map(async () => withFiles({ data: await plainPicture('red') })),
	);
	const { items: outputs } = await make(
		kind,
		{ options: { maximumTasks: 2 } },
		{ items, onError: 'continueRegularOutput' },
	);
	expect(outputs.filter(({ json }) => json.status === 'SUCCESS')).toHaveLength(2);
	expect(
		outputs.filter(({ json }) => JSON.stringify(json.error ?? '').includes('Maximum Tasks')),
	).toHaveLength(1);
	expect((await emulator.stats()).tasksCreated).toBe(2);
});

test('a button below a shortened prompt makes its image: two calls, one task', async () => {
	const { taskId, prompts } = only(await make('shorten')).json;
	const parameters = { taskId, buttonNames: ['2️⃣'], downloadImage: false };
	const { json } = only(await run('image.runAction', parameters));
	expect(json).toMatchObject({ status: 'SUCCESS', action: 'IMAGINE' });
	expect((await emulator.log('modal')).map(({ body }) => body)).toMatchObject([
		{ prompt: (prompts as string[])[1] },
	]);
	expect((await emulator.stats()).tasksCreated).toBe(2);
});

test.each(['new-api', 'one-hub', 'trueai'] as const)(
	'P10, P11: at %s, which takes no buttons below a shortened prompt, the error says so',
	async (variant) => {
		await at(variant);
		const { taskId } = only(await make('shorten')).json;
		const { error } = await run('image.runAction', { taskId, buttonNames: ['2️⃣'] });
		expect(error?.message).toContain('This button cannot be pressed');
		expect((await emulator.stats()).tasksCreated).toBe(1);
	},
);

test('each video of a task is an item with its file', async () => {
	const { items, binary } = await make('video', { batchSize: 2, downloadImage: true });
	expect(items).toHaveLength(2);
	for (const item of items) {
		expect(item.binary?.data?.mimeType).toBe('video/mp4');
		expect((await binary(item)).subarray(4, 8).toString()).toBe('ftyp');
	}
});

test('an upload that the server answers with an error is an error, and costs nothing', async () => {
	await emulator.fault('upload', 'status-500');
	const { error } = await run(
		'image.upload',
		{},
		{
			items: [withFiles({ data: await plainPicture('red') })],
		},
	);
	expect(error?.message).toContain('upload of a reference image');
	expect((await emulator.stats()).tasksCreated).toBe(0);
});
