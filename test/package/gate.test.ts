import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeSamplePackage } from './samplePackage';

// Each run packs a package and loads n8n's lint rules.
jest.setTimeout(120_000);

const gate = join(__dirname, '../../scripts/gate.ts');
const folders: string[] = [];

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function runGate(...sample: Parameters<typeof writeSamplePackage>) {
	const folder = writeSamplePackage(...sample);
	folders.push(folder);
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[require.resolve('tsx/cli'), gate, folder],
		// If NODE_ENV is "test", n8n's rules treat every file as their own test file.
		{ encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
	);
	return { status, output: stdout + stderr };
}

test('a clean package passes with 0 errors and 0 warnings', () => {
	const { status, output } = runGate();
	expect(output).toContain('sources: 0 errors, 0 warnings\ntarball: 0 errors, 0 warnings\n');
	expect(status).toBe(0);
});

describe('a package with faults', () => {
	const hidden = '/* eslint-disable */\nexport const home = process.env.HOME;\n';
	let result: ReturnType<typeof runGate>;

	beforeAll(() => {
		result = runGate(
			{
				'nodes/Sample/environment.ts': hidden,
				'dist/nodes/Sample/environment.js': hidden.replace('export ', ''),
				'dist/nodes/Sample/environment.js.map': '{}',
				'dist/test/server.js': '',
				'dist/nodes/Sample/large.js': `// ${randomBytes(140_000).toString('hex')}\n`,
			},
			{ dependencies: { undici: '8.0.0' }, homepage: undefined, files: ['dist', 'index.js'] },
		);
	});

	test('does not pass', () => {
		expect(result.status).toBe(1);
	});

	test.each([
		[
			'a forbidden global in the sources, though a comment disables the rule',
			/error {2}nodes\/Sample\/environment\.ts:2:\d+ .*process/,
		],
		[
			'a forbidden global in the tarball, though a comment disables the rule',
			/error {2}dist\/nodes\/Sample\/environment\.js:2:\d+ .*process/,
		],
		['a run-time dependency', /error {2}package\.json.*no-runtime-dependencies/],
		['a warning of n8n', /warning {2}package\.json.*require-homepage/],
		[
			'a source map in the tarball',
			/error {2}dist\/nodes\/Sample\/environment\.js\.map {2}does not belong/,
		],
		['a test in the tarball', /error {2}dist\/test\/server\.js {2}does not belong/],
		['a file missing in the tarball', /error {2}CHANGELOG\.md {2}is missing/],
		['a tarball that is too large', /bytes packed, limit 85000/],
		['files that are too large', /bytes unpacked, limit 265000/],
		['the numbers of errors and warnings', /^sources: [1-9]\d* errors?, [1-9]\d* warnings?$/m],
	])('the output reports %s', (_what, line) => {
		expect(result.output).toMatch(line);
	});
});
