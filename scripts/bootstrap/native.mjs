import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runQuietly } from './children.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { say, SetupError, showProgress } from './say.mjs';

const sandbox = join(root, 'sandbox');

/**
 * n8n's native modules with a program that really uses each. isolated-vm brings finished binaries
 * for the usual platforms; sqlite3 has to be built, since nothing is downloaded but npm packages.
 */
const nativeModules = {
	'isolated-vm': "new (require('isolated-vm').Isolate)({ memoryLimit: 16 }).dispose()",
	sqlite3: "new (require('sqlite3').Database)(':memory:', (e) => { if (e) throw e; })",
};

/**
 * Makes sure that n8n's native modules load under our Node, by loading them.
 *
 * @param {import('./node24.mjs').Toolchain} toolchain
 */
export async function ensureNativeModules(toolchain) {
	for (const name of Object.keys(nativeModules)) {
		if (loads(toolchain, name)) continue;
		await withLock(async () => {
			if (!loads(toolchain, name)) await provide(toolchain, name);
		});
	}
}

/** Said before the long installation, not only after it. */
export function warnOfMissingBuildTools(toolchain) {
	const missing = missingBuildTools();
	if (missing.length === 0 || loads(toolchain, 'sqlite3')) return;
	say(
		`This machine lacks ${missing.join(', ')}, with which n8n's database module is built. ` +
			`A finished one will be tried. To be safe: ${installAdvice()}`,
	);
}

function loads({ node, env }, name) {
	const args = ['--no-node-snapshot', '-e', nativeModules[name]];
	return spawnSync(node, args, { cwd: sandbox, env, stdio: 'ignore' }).status === 0;
}

async function provide(toolchain, name) {
	const missing = missingBuildTools();
	let report = '';
	if (missing.length === 0) {
		report = await build(toolchain, name);
		if (loads(toolchain, name)) return;
	}
	say(`Building ${name} is not possible here; trying its finished binary …`);
	await download(toolchain, name);
	if (loads(toolchain, name)) return;
	throw new SetupError(
		missing.length > 0
			? `n8n needs the native module ${name}, which has to be built on this machine. ` +
				`Missing: ${missing.join(', ')}. Do this and try again: ${installAdvice()}`
			: `n8n needs the native module ${name}, and building it failed. It needs: ${installAdvice()}`,
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
	const answers = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
	const needed = {
		python3: ['python3', 'python'],
		make: ['make'],
		'g++': ['g++', 'c++', 'clang++'],
	};
	return Object.keys(needed).filter((tool) => !needed[tool].some(answers));
}

async function build({ node, env }, name) {
	const nodeGyp = join(sandbox, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
	const { headers, rest } = headersOf(node, env);
	const args = [nodeGyp, 'rebuild', '--release', ...headers];
	const options = { cwd: join(sandbox, 'node_modules', name), env: { JOBS: 'max', ...rest } };
	return await showProgress(
		`Building the native module ${name} (one to two minutes)`,
		() => '',
		async () => (await runQuietly(node, args, options)).output,
	);
}

/** The headers of the Node that will load the module; npm settings may name those of another. */
function headersOf(node, env) {
	const rest = Object.fromEntries(
		Object.entries(env).filter(
			([name]) => !/^npm_(config|package_config_node_gyp)_nodedir$/i.test(name),
		),
	);
	const folder = join(dirname(node), '..');
	const hasHeaders = existsSync(join(folder, 'include', 'node', 'node_api.h'));
	return { headers: hasHeaders ? ['--nodedir', folder] : [], rest };
}

/** For machines without a compiler that reach the module's own download page. */
async function download({ node, env }, name) {
	const program = join(sandbox, 'node_modules', 'prebuild-install', 'bin.js');
	const options = { cwd: join(sandbox, 'node_modules', name), env, timeout: 60_000 };
	await runQuietly(node, [program, '-r', 'napi'], options);
}
