import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from '../../probe/probeOptions';
import { useEmulator } from '../support/emulator';

// A process of its own has a clock of its own.
const emulator = useEmulator({ speed: 100, tileSize: 16 });
const root = join(__dirname, '../..');
let out = '';

beforeEach(() => {
	out = mkdtempSync(join(tmpdir(), 'probe-'));
});

afterEach(() => rmSync(out, { recursive: true }));

/** The command, without a terminal. */
const run = (args: string[], environment: Record<string, string>) =>
	new Promise<{ code: number; text: string }>((resolve) => {
		const { PATH = '' } = process.env;
		const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
		const program = [tsx, 'probe/main.ts', '--out', out, ...args];
		const options = { cwd: root, env: { PATH, ...environment } };
		execFile(process.execPath, program, options, (error, stdout, stderr) =>
			resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
		);
	});

const environment = () => ({
	OHMYGPT_API_KEY: emulator.keys.user,
	OHMYGPT_BASE_URL: `${emulator.url}/`,
	OHMYGPT_CONTENT_URL: emulator.url,
});

test('the command writes both files and does not print the key', async () => {
	const { code, text } = await run(['--yes', '--max-tokens', '0'], environment());
	expect(text).toContain(join(out, 'report.md'));
	expect(code).toBe(0);
	expect(text).not.toContain(emulator.keys.user);
	expect(readFileSync(join(out, 'report.md'), 'utf8')).toContain('| U1-task |');
	expect(readFileSync(join(out, 'report.json'), 'utf8')).toContain('"rows"');
	expect((await emulator.stats()).tasksCreated).toBe(0);
});

test('without a terminal and without --yes it sends nothing', async () => {
	const { code, text } = await run([], environment());
	expect(text).toContain('Nothing was sent.');
	expect(code).toBe(1);
	expect((await emulator.stats()).requestsTotal).toBe(0);
});

test('a key is no option, and what was typed is not printed', async () => {
	const { code, text } = await run(['--key', 'sk-typed-by-mistake'], {});
	expect(code).toBe(2);
	expect(text).toContain('Keys are not accepted as options');
	expect(text).not.toContain('typed-by-mistake');
});

describe('the options', () => {
	const ohMyGpt = { OHMYGPT_API_KEY: 'a-key' };
	const proxy = { MJ_PROXY_KEY: 'another-key', MJ_PROXY_URL: 'http://mj.local/mj/' };

	test('choose the service whose key is set', () => {
		expect(readOptions([], ohMyGpt)).toMatchObject({ service: 'ohMyGpt', key: 'a-key' });
		expect(readOptions([], proxy)).toMatchObject({
			service: 'midjourneyProxy',
			baseUrl: 'http://mj.local/mj',
		});
		const both = { ...ohMyGpt, ...proxy };
		expect(readOptions([], both).service).toBe('ohMyGpt');
		expect(readOptions(['--service', 'midjourneyProxy'], both).key).toBe('another-key');
	});

	test.each([
		['a number that is none', ['--max-tokens', 'all'], ohMyGpt, '--max-tokens must be'],
		['an unknown service', ['--service', 'x'], ohMyGpt, '--service must be'],
		['a webhook that is no address', ['--webhook', 'x'], ohMyGpt, '--webhook must be'],
		['no key', [], {}, 'Set OHMYGPT_API_KEY'],
		['a server without an address', [], { MJ_PROXY_URL: 'x' }, 'Set MJ_PROXY_KEY'],
		['an address without http', [], { ...proxy, MJ_PROXY_URL: 'x' }, 'MJ_PROXY_URL must be'],
	])('are refused with a reason: %s', (_, args, variables, message) => {
		expect(() => readOptions(args, variables)).toThrow(message);
	});
});
