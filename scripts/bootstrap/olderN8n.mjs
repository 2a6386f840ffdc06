import { mkdirSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './children.mjs';
import { withLock } from './lock.mjs';
import { ensureNativeModules } from './native.mjs';
import { nodeIn, nodePackage, toolchain as toolchainOf } from './node24.mjs';
import { SetupError, showProgress } from './output.mjs';
import { areInstalled } from './packages.mjs';
import { cacheFolder, root } from './paths.mjs';

/**
 * Makes sure that a version of n8n is installed in a folder of its own, with the Node that runs it.
 *
 * @param {import('./node24.mjs').Toolchain} toolchain
 * @param {{ n8n: string, node: number, overrides: Record<string, string> }} version
 * @returns {Promise<{ folder: string, node: string }>}
 */
export async function ensureOlderN8n(toolchain, version) {
	const folder = join(cacheFolder, 'compat', version.n8n);
	const manifest = manifestOf(version);
	if (!isInstalled(folder, manifest)) {
		await withLock(async () => {
			// Another process may have installed it while this one waited.
			if (!isInstalled(folder, manifest)) await install(toolchain, folder, manifest);
		});
	}
	const node = nodeIn(folder);
	if (!node) throw new SetupError(`There is no Node ${version.node} for this machine in npm.`);
	await ensureNativeModules(toolchainOf(node, toolchain.npm), folder);
	return { folder, node };
}

/** The sandbox's package.json, for another version of n8n. */
function manifestOf({ n8n, node, overrides }) {
	const sandbox = JSON.parse(readFileSync(join(root, 'sandbox', 'package.json'), 'utf8'));
	const manifest = {
		private: true,
		dependencies: { ...sandbox.dependencies, n8n, [nodePackage()]: String(node) },
		overrides: { ...sandbox.overrides, ...overrides },
	};
	return JSON.stringify(manifest, undefined, '\t');
}

function isInstalled(folder, manifest) {
	const file = join(folder, 'package.json');
	return (
		existsSync(join(folder, 'package-lock.json')) &&
		readFileSync(file, 'utf8') === manifest &&
		areInstalled(folder)
	);
}

async function install({ node, npm, env }, folder, manifest) {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), manifest);
	const complete = ['--include=optional', '--include=peer'];
	const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	const { dependencies } = JSON.parse(manifest);
	await showProgress(
		`Installing n8n ${dependencies.n8n} (large: five to ten minutes)`,
		() => '',
		async () => {
			const args = [npm, 'install', ...complete, ...quiet];
			const { code, output } = await runQuietly(node, args, { cwd: folder, env });
			if (code !== 0) throw new SetupError(`npm install failed in ${folder}.`, output);
		},
	);
}
