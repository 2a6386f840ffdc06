import type { ProxyVariant } from '../../emulator/proxy/variant';
import { useEmulator } from '../support/emulator';
import { useProbe } from './probing';

const emulator = useEmulator({ tileSize: 16 });
const { probe } = useProbe(emulator, 'midjourneyProxy');

const become = async (proxyVariant: ProxyVariant) => await emulator.settings({ proxyVariant });
const creations = async () => {
	const { requests } = await emulator.stats();
	return [requests.imagine, requests.runAction, requests.change, requests.describe];
};

// It looks whether a server has a list, and addresses of speeds.
beforeEach(() => emulator.expectUnknownAddresses());

const gateway = ['failed-progress', 'status', 'state', 'P7', 'P22'];
/** What each program does otherwise than the documents say. */
const cases: Array<[ProxyVariant, string[]]> = [
	['plus', ['P3-bearer', 'P1']],
	['base', ['P3-bearer', 'P1', 'progress', 'P8', 'seed']],
	['trueai', ['P3-bearer', 'P3-both']],
	['new-api', gateway],
	['one-hub', ['P3-bearer', ...gateway]],
];

test.each(cases)('%s is reported with %j not held', async (variant, rows) => {
	await become(variant);
	const { ids, report } = await probe();
	expect(ids('not held')).toEqual(rows);
	expect(report.spent).toEqual({ tasks: 4 });
	expect((await emulator.stats()).tasksCreated).toBe(4);
});

test('the question says how many tasks are created at the most', async () => {
	const { confirmations } = await probe({ isConfirmed: false, maxTasks: 2 });
	expect(confirmations).toEqual([expect.stringContaining('2 tasks at midjourneyProxy')]);
	expect((await emulator.stats()).tasksCreated).toBe(2);
});

test.each([0, 1, 2, 3])(
	'with --max-tasks %d there are no more, and the rest is not tried',
	async (maxTasks) => {
		const { row, report } = await probe({ maxTasks });
		expect(report.spent).toEqual({ tasks: maxTasks });
		expect((await emulator.stats()).tasksCreated).toBe(maxTasks);
		expect(row('flag')).toMatchObject({
			result: 'not tried',
			seen: 'the maximum of tasks had no room for it',
		});
	},
);

test.each([
	'reset-before',
	'reset-after',
	'status-500',
	'truncated-json',
	'queue-full',
	'gateway-timeout',
] as const)('a creation is sent once if its answer is %s', async (fault) => {
	await become('new-api');
	await emulator.fault('imagine', fault);
	const { row } = await probe();
	expect(row('P6').result).toBe('not tried');
	// The second imagine is the one with the bad flag.
	expect(await creations()).toEqual([2, undefined, undefined, 1]);
	expect((await emulator.stats()).tasksCreated).toBeLessThanOrEqual(4);
});

test('an id that is a number is reported', async () => {
	await emulator.fault('imagine', 'id-number');
	const { ids } = await probe({ maxTasks: 1 });
	expect(ids('not held')).toEqual(expect.arrayContaining(['codes', 'P5']));
});

test.each([
	['plus', 'held'],
	['one-hub', 'not held'],
] as const)('whether a webhook is kept is reported at %s: %s', async (variant, result) => {
	await become(variant);
	const webhook = `${emulator.url}/_emulator/stats?secret=very-secret-text`;
	const { row, text } = await probe({ webhook, maxTasks: 1 });
	expect(row('hook')).toMatchObject({
		result,
		seen: expect.stringContaining('Whether it was called is not seen here'),
	});
	expect(text).not.toContain('very-secret-text');
});

test.each(['plus', 'trueai', 'new-api'] as const)(
	'the files of a probe of %s have neither key, ids, addresses nor prompts',
	async (variant) => {
		await become(variant);
		const { text } = await probe({ baseUrl: `${emulator.url}/mj` });
		for (const { wireId, prompt } of await emulator.tasks()) {
			expect(text).not.toContain(wireId);
			for (const line of (prompt ?? '').split('\n')) {
				if (line !== '') expect(text).not.toContain(line);
			}
		}
		expect(text).not.toContain(emulator.keys.user);
		expect(text).not.toContain(new URL(emulator.url).host);
		expect(text).not.toMatch(/red kite|127\.0\.0\.1|https?:|probe-[0-9a-f]{12}/);
		expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i);
	},
);
