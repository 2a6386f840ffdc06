import type { Variants } from '../../emulator/variants';
import { otherClient } from '../support/otherClient';
import { useEmulator } from '../support/emulator';
import { useProbe } from './probing';

const emulator = useEmulator({ tileSize: 16 });
const { probe } = useProbe(emulator, 'ohMyGpt');
const others = otherClient(emulator);

/** Room for the prompt with a bad flag too. */
const withRoom = { maxTokens: 35_000 };
const maxDefault = 21_000;

test('the documented service gets a report in which nothing is not held', async () => {
	const { ids, report } = await probe(withRoom);
	expect(ids('not held')).toEqual([]);
	expect(ids('held').length).toBeGreaterThan(45);
	expect(report.spent.tasks).toBe(4);
});

type Case = [changes: Partial<Variants>, rows: string[]];
const cases: Case[] = [
	[{ taskList: 'bare-task' }, ['C1']],
	[{ listShape: 'records' }, ['C1']],
	[{ listTotal: 'text' }, ['C1']],
	[{ creationData: 'string' }, ['C6']],
	[{ idPlace: 'data.taskId' }, ['C6']],
	[{ accepted: 'code-1' }, ['C6']],
	[{ failureWord: 'FAILED' }, ['C7']],
	[{ defaultPool: 'NORMAL' }, ['C8']],
	[{ imageS3Url: 'url' }, ['C9']],
	[{ taskIdType: 'string' }, ['C13']],
	[{ idForm: 'letters' }, ['C6', 'C13']],
	[{ listOrder: 'oldest-first' }, ['list-order']],
	[{ listOmits: 'buttons' }, ['list-fields']],
	[{ listLag: '20s' }, ['list-lag']],
	[{ shownPrompt: 'flags-reversed' }, ['list-prompt', 'query-prompt']],
	[{ shownPrompt: 'seed-dropped' }, ['list-seed', 'list-prompt']],
	[{ pendingStatus: 'UNKNOWN' }, ['U3-status']],
	[{ endWords: 'unknown' }, ['end-success']],
	[{ momentaryFailure: 'query' }, ['end-final']],
	[{ pendingFields: 'missing' }, ['U3-null']],
	[{ extraFields: 'some' }, ['U3-fields']],
	[{ progress: 'words' }, ['U3-progress']],
	[{ queryLag: '20s' }, ['query-lag']],
	[{ noWebhook: 'empty' }, ['U3-webhook']],
	[{ describeExtras: 'present' }, ['U5']],
	[{ describeMarks: 'none' }, ['describe-text']],
	[{ pictureType: 'webp' }, ['U8-type']],
	[{ discordLinks: 'plain' }, ['U8-signed']],
	[{ balanceKey: 'admin' }, ['U9-balance']],
	[{ failedTasks: 'charged' }, ['price-failed']],
	[{ unknownTask: 'null-data' }, ['U1-task']],
	[{ invalidFlagAt: 'creation' }, ['U1-flag']],
	[{ keyError: 'code-403' }, ['U1-key']],
	[{ errorStyle: 'http-status' }, ['U2']],
	[{ errorEnvelope: 'code' }, ['U1-task', 'U1-page']],
	[{ listAccess: 'html-403' }, ['U10', 'C1']],
];

test.each(cases)('a service with %o is reported as not held in %j', async (variants, rows) => {
	await emulator.variants(variants);
	const { ids } = await probe(withRoom);
	expect(ids('not held')).toEqual(expect.arrayContaining(rows));
	const { tasksCreated, tokensCharged } = await emulator.stats();
	expect(tasksCreated).toBeLessThanOrEqual(4);
	expect(tokensCharged).toBeLessThanOrEqual(withRoom.maxTokens);
});

test('a service without its Midjourney part gets a report too, and nothing is created', async () => {
	await emulator.variants({ service: 'retired' });
	const { row, report } = await probe();
	expect(row('U10').result).toBe('not held');
	expect(row('price-IMAGINE').result).toBe('not tried');
	expect(report.spent.tasks).toBeLessThanOrEqual(4);
	expect((await emulator.stats()).tasksCreated).toBe(0);
});

describe('what is spent', () => {
	test('by default it is an imagine, an upscale and a describe, and the question says so', async () => {
		const { confirmations, report, row } = await probe({ isConfirmed: false });
		expect(confirmations).toEqual([
			expect.stringContaining(`4 tasks and spends ${maxDefault} tokens`),
		]);
		expect(report.spent).toEqual({ tasks: 3, tokens: maxDefault });
		expect((await emulator.stats()).tokensCharged).toBe(maxDefault);
		expect(row('U1-flag')).toMatchObject({
			result: 'not tried',
			seen: expect.stringContaining('--max-tokens 35000'),
		});
	});

	test('with earlier tasks in the list the bad flag is tried within the same maximum', async () => {
		await others.createGrid();
		const { row, report } = await probe();
		expect(row('U1-flag').result).toBe('held');
		expect(report.spent).toEqual({ tasks: 4, tokens: maxDefault });
		expect((await emulator.stats()).tasksCreated).toBe(1 + 4);
	});

	test('a bad flag that is charged leaves no room for the imagine', async () => {
		await others.createGrid();
		await emulator.variants({ failedTasks: 'charged' });
		const { row } = await probe();
		expect(row('price-failed').result).toBe('not held');
		expect(row('price-IMAGINE').result).toBe('not tried');
		expect((await emulator.stats()).tokensCharged - 14_000).toBeLessThanOrEqual(maxDefault);
	});

	test('nobody agrees, and nothing is sent', async () => {
		const { isDone } = await probe({ isConfirmed: false }, { isAgreed: false });
		expect(isDone).toBe(false);
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test('with --yes nobody is asked', async () => {
		expect((await probe()).confirmations).toEqual([]);
	});

	test.each([
		[{ maxTokens: 0 }, 0],
		[{ maxTokens: 14_000 }, 1],
		[{ maxTokens: 17_500 }, 2],
		[{ maxTasks: 0 }, 0],
		[{ maxTasks: 1 }, 1],
	])('with %o there are %d tasks, and the other rows are not tried', async (limit, tasks) => {
		const { ids, row } = await probe(limit);
		expect((await emulator.stats()).tasksCreated).toBe(tasks);
		expect(ids('not held')).toEqual([]);
		expect(row('price-DESCRIBE').result).toBe('not tried');
		expect(row('U1-task').result).toBe('held');
	});

	test('after an interruption nothing more is created, and the report says so', async () => {
		const { report, row } = await probe({}, { interruptedAfter: 1 });
		expect(report).toMatchObject({ isInterrupted: true });
		expect(row('price-IMAGINE').result).toBe('not tried');
		expect((await emulator.stats()).tasksCreated).toBe(0);
	});
});

describe('a creation is sent once', () => {
	test.each([
		'reset-before',
		'reset-after',
		'status-500',
		'html-502',
		'truncated-json',
		'queue-full',
		'status-429',
	] as const)('if its answer is %s', async (fault) => {
		await emulator.fault('imagine', fault);
		await probe();
		const { requests, tasksCreated, tokensCharged } = await emulator.stats();
		expect(requests.imagine).toBe(1);
		expect(tasksCreated).toBeLessThanOrEqual(3);
		expect(tokensCharged).toBeLessThanOrEqual(maxDefault);
	});

	test('whose answer is lost is found in the list, and the probe goes on with it', async () => {
		await emulator.fault('imagine', 'reset-after');
		const { row } = await probe();
		expect(row('C6').result).toBe('not held');
		expect(row('price-UPSCALE').result).toBe('held');
	});

	test.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
		'and no maximum is passed at a service of chance (%d)',
		async (random) => {
			await emulator.variants({ random });
			await probe();
			const { requests, tasksCreated, tokensCharged } = await emulator.stats();
			expect(requests.imagine ?? 0).toBeLessThanOrEqual(1);
			expect(requests.describe ?? 0).toBeLessThanOrEqual(1);
			expect(requests.runAction ?? 0).toBeLessThanOrEqual(2);
			expect(tasksCreated).toBeLessThanOrEqual(3);
			expect(tokensCharged).toBeLessThanOrEqual(maxDefault);
		},
		120_000,
	);
});

test('a webhook is reported as accepted, and not as called', async () => {
	const webhook = `${emulator.url}/_emulator/stats?secret=very-secret-text`;
	const { row, text } = await probe({ webhook });
	expect(row('U7-accepted')).toMatchObject({
		result: 'held',
		seen: expect.stringContaining('Whether it was called is not seen here'),
	});
	expect(row('U7-calls').result).toBe('not tried');
	expect(text).not.toContain('very-secret-text');
});
