import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodeOfInterruption, run } from './bootstrap/children.mjs';
import { ensureOlderN8n } from './bootstrap/olderN8n.mjs';
import { print, SetupError } from './bootstrap/output.mjs';
import { root } from './bootstrap/paths.mjs';
import { toolPath } from './bootstrap/tools.mjs';

const outFolder = join(root, 'out');
const noResult = { run: 0, passed: 0, skipped: [], failed: [] };
const readJson = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

/**
 * The result for one version: numbers of examples, and the files of those that were skipped or have failed.
 *
 * @typedef {object} Row
 * @property {string} n8n
 * @property {string} node version, e.g. "20.19.5"
 * @property {number} run
 * @property {number} passed
 * @property {string[]} skipped
 * @property {string[]} failed
 * @property {boolean} ok whether all tests have passed
 * @property {string} date
 */

/**
 * Tests the package in several versions of n8n, one after the other, and prints a table.
 *
 * @param {import('./bootstrap/node24.mjs').Toolchain} toolchain
 * @param {string[]} args versions; all if there are none
 * @param {() => Promise<void>} ensureSandbox installs the sandbox's n8n, which is one of the versions
 * @returns {Promise<number>} exit code
 */
export async function testCompatibility(toolchain, args, ensureSandbox) {
	const rows = [];
	for (const version of chosenVersions(args)) {
		rows.push(await test(toolchain, version, ensureSandbox));
		if (exitCodeOfInterruption()) return exitCodeOfInterruption();
	}
	mkdirSync(outFolder, { recursive: true });
	writeFileSync(join(outFolder, 'compat.json'), `${JSON.stringify(rows, undefined, '\t')}\n`);
	process.stdout.write(`${table(rows)}\n`);
	return rows.every(({ ok }) => ok) ? 0 : 1;
}

/**
 * The rows of the table of versions that the arguments name.
 *
 * @param {string[]} args
 * @public A test imports it in a process of its own.
 */
export function chosenVersions(args) {
	const versions = readJson(root, 'sandbox', 'compat', 'versions.json');
	const known = versions.map(({ n8n }) => n8n);
	const unknown = args.find((arg) => !known.includes(arg));
	if (unknown) throw new SetupError(`Unknown version: ${unknown}. Known: ${known.join(', ')}`);
	return versions.filter(({ n8n }) => args.length === 0 || args.includes(n8n));
}

/** A version that cannot be installed does not keep the others from being tested. */
async function test(toolchain, version, ensureSandbox) {
	print(`\nn8n ${version.n8n}`);
	const row = { n8n: version.n8n, node: String(version.node), ...noResult };
	const date = new Date().toISOString().slice(0, 10);
	try {
		const { folder, node } = await ensureVersion(toolchain, version, ensureSandbox);
		const file = join(outFolder, 'compat', `${version.n8n}.json`);
		rmSync(file, { force: true });
		const env = {
			...toolchain.env,
			COMPAT_VERSION: version.n8n,
			COMPAT_FOLDER: folder,
			COMPAT_NODE: node,
			COMPAT_RESULT: file,
		};
		const program = [toolPath('jest'), '--config', 'test/compat/jest.config.js'];
		const code = await run(toolchain.node, program, { cwd: root, env });
		const result = existsSync(file) ? readJson(file) : {};
		return { ...row, ...result, node: versionOf(node), ok: code === 0, date };
	} catch (error) {
		if (!(error instanceof SetupError)) throw error;
		print([error.message, error.output].filter(Boolean).join('\n'));
		return { ...row, ok: false, date };
	}
}

async function ensureVersion(toolchain, version, ensureSandbox) {
	const { dependencies } = readJson(root, 'sandbox', 'package.json');
	if (version.n8n !== dependencies.n8n) return await ensureOlderN8n(toolchain, version);
	await ensureSandbox(toolchain);
	return { folder: join(root, 'sandbox'), node: toolchain.node };
}

const versionOf = (node) =>
	spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim().replace(/^v/, '');

/** @param {Row[]} rows */
function table(rows) {
	const lines = [
		['n8n', 'Node', 'examples run', 'passed', 'skipped'],
		...rows.map(({ n8n, node, run: examples, passed, skipped, ok }) => [
			...[n8n, node, examples, ok ? passed : `${passed} (failed)`],
			skipped.length,
		]),
	];
	const widths = lines[0].map((_, column) =>
		Math.max(...lines.map((line) => String(line[column]).length)),
	);
	return lines
		.map((line) => line.map((cell, i) => String(cell).padEnd(widths[i])).join('  '))
		.map((line) => line.trimEnd())
		.join('\n');
}
