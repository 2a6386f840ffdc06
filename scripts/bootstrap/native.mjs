import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runQuietly } from './children.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { print, SetupError, showProgress } from './output.mjs';

const sandbox = join(root, 'sandbox');

/**
 * n8n's native modules, each with a program that uses it. isolated-vm contains binaries for the usual
 * platforms. sqlite3 must be built, because normally nothing is downloaded except npm packages.
 */
const nativeModules = {
	'isolated-vm': "new (require('isolated-vm').Isolate)({ memoryLimit: 16 }).dispose()",
	sqlite3: "new (require('sqlite3').Database)(':memory:', (e) => { if (e) throw e; })",
};

/**
 * Makes sure that the native modules of an n8n can be loaded with the Node of the toolchain.
 *
 * @param {import('./node24.mjs').Toolchain} toolchain
 * @param {string} folder where n8n is installed
 */
export async function ensureNativeModules(toolchain, folder = sandbox) {
	// Older versions of n8n do not have all of them.
	const has = (name) => existsSync(join(folder, 'node_modules', name));
	for (const name of Object.keys(nativeModules).filter(has)) {
		if (loads(toolchain, folder, name)) continue;
		await withLock(async () => {
			if (!loads(toolchain, folder, name)) await provide(toolchain, folder, name);
		});
	}
}

/** Prints a warning before the long installation if build tools are missing. */
export function warnOfMissingBuildTools(toolchain) {
	const missing = missingBuildTools();
	if (missing.length === 0 || loads(toolchain, sandbox, 'sqlite3')) return;
	print(
		`n8n's database module is built with ${missing.join(', ')}, which this machine does not have. ` +
			`A prebuilt module will be tried instead. To be safe: ${installAdvice()}`,
	);
}

function loads({ node, env }, folder, name) {
	const args = ['--no-node-snapshot', '-e', nativeModules[name]];
	return spawnSync(node, args, { cwd: folder, env, stdio: 'ignore' }).status === 0;
}

async function provide(toolchain, folder, name) {
	const missing = missingBuildTools();
	let report = '';
	if (missing.length === 0) {
		report = await build(toolchain, folder, name);
		if (loads(toolchain, folder, name)) return;
	}
	print(`${name} cannot be built on this machine; trying its prebuilt binary …`);
	await download(toolchain, folder, name);
	if (loads(toolchain, folder, name)) return;
	throw new SetupError(
		missing.length > 0
			? `n8n needs the native module ${name}, which must be built on this machine. ` +
				`Missing: ${missing.join(', ')}. Run this and try again: ${installAdvice()}`
			: `n8n needs the native module ${name}, but the build failed. Required: ${installAdvice()}`,
		report,
	);
}

function installAdvice() {
	if (process.platform === 'darwin') return 'xcode-select --install';
	if (process.platform === 'win32') return "install Python and Visual Studio's C++ build tools";
	return 'apt-get install -y python3 make g++ (Debian, Ubuntu)';
}

function missingBuildTools() {
	if (process.platform === 'win32') return [];
	const exists = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
	const needed = {
		python3: ['python3', 'python'],
		make: ['make'],
		'g++': ['g++', 'c++', 'clang++'],
	};
	return Object.keys(needed).filter((tool) => !needed[tool].some(exists));
}

async function build({ node, env }, folder, name) {
	const nodeGyp = join(folder, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
	const { headers, rest } = headersOf(node, env);
	const args = [nodeGyp, 'rebuild', '--release', ...headers];
	const options = { cwd: join(folder, 'node_modules', name), env: { JOBS: 'max', ...rest } };
	return await showProgress(
		`Building the native module ${name} (one to two minutes)`,
		() => '',
		async () => (await runQuietly(node, args, options)).output,
	);
}

/** Uses the headers of the Node that will load the module. npm settings may point to those of another Node. */
function headersOf(node, env) {
	const rest = Object.fromEntries(
		Object.entries(env).filter(
			([name]) => !/^npm_(config|package_config_node_gyp)_nodedir$/i.test(name),
		),
	);
	const nodeFolder = join(dirname(node), '..');
	const hasHeaders = existsSync(join(nodeFolder, 'include', 'node', 'node_api.h'));
	return { headers: hasHeaders ? ['--nodedir', nodeFolder] : [], rest };
}

/** Downloads the prebuilt binary, for machines without a compiler that can reach the module's download page. */
async function download({ node, env }, folder, name) {
	const program = join(folder, 'node_modules', 'prebuild-install', 'bin.js');
	const options = { cwd: join(folder, 'node_modules', name), env, timeout: 60_000 };
	await runQuietly(node, [program, '-r', 'napi'], options);
}
