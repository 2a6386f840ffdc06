import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const scripts = resolve(__dirname, '../../scripts');
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a module that can import from the bootstrap and read `folder`. Returns what it prints. */
async function runModule(source: string): Promise<string> {
	const address = pathToFileURL(join(scripts, 'bootstrap')).href;
	const code = source.replaceAll('bootstrap/', `${address}/`);
	const args = ['--input-type=module', '-e', `const folder = process.argv[1];\n${code}`, folder];
	const { stdout } = await promisify(execFile)(process.execPath, args);
	return stdout.trim();
}

describe('The check whether packages are installed', () => {
	const required = {
		'': { name: 'sample' },
		'node_modules/plain': { version: '1.0.0' },
		'node_modules/optional': { version: '1.0.0', optional: true },
		'node_modules/for-others': { version: '1.0.0', os: ['plan9'] },
	};
	const plain = { 'node_modules/plain': { version: '1.0.0' } };

	it.each([
		{
			label: 'all packages for this machine are installed',
			record: plain,
			onDisk: ['plain'],
			found: true,
		},
		{ label: 'a package is not on the disk', record: plain, onDisk: [], found: false },
		{ label: 'npm never finished an install', record: undefined, onDisk: ['plain'], found: false },
		{ label: 'a package is not in the record', record: {}, onDisk: ['plain'], found: false },
		{
			label: 'the lock file names another version now',
			record: { 'node_modules/plain': { version: '0.9.0' } },
			onDisk: ['plain'],
			found: false,
		},
	])('returns $found when $label', async ({ record, onDisk, found }) => {
		writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: required }));
		mkdirSync(join(folder, 'node_modules'));
		if (record) {
			const path = join(folder, 'node_modules', '.package-lock.json');
			writeFileSync(path, JSON.stringify({ packages: record }));
		}
		for (const name of onDisk) {
			mkdirSync(join(folder, 'node_modules', name));
			writeFileSync(join(folder, 'node_modules', name, 'package.json'), '{}');
		}
		const output = await runModule(`
			import { areInstalled } from 'bootstrap/packages.mjs';
			console.log(areInstalled(folder));`);
		expect(output).toBe(String(found));
	});
});

describe('The lock of the set-up', () => {
	const holdLock = `
		import { appendFileSync } from 'node:fs';
		import { setTimeout as delay } from 'node:timers/promises';
		import { withLock } from 'bootstrap/lock.mjs';
		await withLock(async () => {
			appendFileSync(folder + '/visits', 'in ');
			await delay(50);
			appendFileSync(folder + '/visits', 'out ');
		}, folder + '/lock');`;

	it('lets runs work one after the other', async () => {
		await Promise.all([1, 2, 3].map(() => runModule(holdLock)));
		expect(readFileSync(join(folder, 'visits'), 'utf8')).toBe('in out '.repeat(3));
	});

	it('is taken from a run that was killed', async () => {
		const { pid } = spawnSync(process.execPath, ['--version']);
		mkdirSync(join(folder, 'lock'));
		const owner = { id: 'killed', host: hostname(), pids: [pid] };
		writeFileSync(join(folder, 'lock', 'owner.json'), JSON.stringify(owner));
		await runModule(holdLock);
		expect(readFileSync(join(folder, 'visits'), 'utf8')).toBe('in out ');
	});
});

it('lists the commands when it is given one that it does not know', () => {
	const { status, stderr } = spawnSync(process.execPath, [join(scripts, 'run.mjs'), 'strat'], {
		encoding: 'utf8',
	});
	expect(status).toBe(2);
	expect(stderr).toContain('Unknown command: strat');
	expect(stderr).toMatch(/^ {2}start /m);
});
