import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { lackingNodes } from '../../sandbox/compat/lackingNodes';
import { sandboxN8n } from '../../sandbox/installation';
import type { Workflow } from '../../sandbox/workflow';
import { tableRows } from './markdown';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'compat-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('README has a row for each tested version of n8n', () => {
	const versions = JSON.parse(read('sandbox/compat/versions.json')) as Array<{ n8n: string }>;
	const [, section = ''] = read('README.md').split('## Versions');
	expect(tableRows(section, 'n8n').map(([version]) => version)).toEqual(
		versions.map(({ n8n }) => n8n),
	);
});

test('The nodes that a version lacks are found, also where it has another version of the node', () => {
	const types = join(folder, 'node_modules', 'n8n-nodes-base', 'dist', 'types');
	mkdirSync(types, { recursive: true });
	writeFileSync(
		join(types, 'nodes.json'),
		JSON.stringify([
			{ name: 'if', version: [2, 2.1] },
			{ name: 'noOp', version: 1 },
		]),
	);
	const nodes = [
		{ type: 'n8n-nodes-base.if', typeVersion: 2.1 },
		{ type: 'n8n-nodes-base.if', typeVersion: 2.2 },
		{ type: 'n8n-nodes-base.noOp', typeVersion: 1 },
		{ type: 'n8n-nodes-base.splitOut', typeVersion: 1 },
		{ type: 'n8n-nodes-base.splitOut', typeVersion: 1 },
		{ type: 'n8n-nodes-midjourney.midjourney', typeVersion: 1 },
	];
	expect(lackingNodes({ ...sandboxN8n, folder }, { nodes } as Workflow)).toEqual([
		'if 2.2',
		'splitOut 1',
	]);
});

test('An example counts as passed only if each test of it has passed, and a skipped one is named', () => {
	const file = join(folder, 'result.json');
	const results = [
		['01-a.json makes an image', 'passed'],
		['02-b.json makes an image', 'failed'],
		['03-c.json makes an image', 'pending'],
		['04-d.json with 05-e.json starts', 'passed'],
		['05-e.json with 06-f.json starts', 'failed'],
		['lists both nodes', 'passed'],
	].map(([title, status]) => ({ title, status }));
	const code = `const Reporter = require(${JSON.stringify(join(root, 'test/support/compatReporter.js'))});
new Reporter().onRunComplete([], { testResults: [{ testResults: ${JSON.stringify(results)} }] });`;
	spawnSync(process.execPath, ['-e', code], { env: { ...process.env, COMPAT_RESULT: file } });
	expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
		run: 5,
		passed: 2,
		skipped: ['03-c.json'],
		failed: ['02-b.json', '05-e.json', '06-f.json'],
	});
});

test('A version that is not tested is refused, with the list of those that are', () => {
	const address = pathToFileURL(join(root, 'scripts', 'compat.mjs')).href;
	const code = `import { chosenVersions } from '${address}'; chosenVersions(['2.8.4', '0.1.0']);`;
	const args = ['--input-type=module', '-e', code];
	const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
	expect(status).toBe(1);
	expect(stderr).toMatch(/Unknown version: 0\.1\.0\. Known: 1\.123\.81, 2\.8\.4/);
});
