import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './children.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { SetupError, showProgress } from './output.mjs';

/**
 * Makes sure that the packages of a folder are installed exactly as in its lock file. An
 * incomplete installation is replaced.
 *
 * @param {import('./node24.mjs').Toolchain} toolchain
 * @param {'.' | 'sandbox'} name folder with a package-lock.json
 */
export async function ensurePackages(toolchain, name) {
	const folder = join(root, name);
	if (areInstalled(folder)) return;
	await withLock(async () => {
		// Another process may have installed them while this one waited.
		if (!areInstalled(folder)) await install(toolchain, folder, name);
	});
}

/**
 * Whether all packages are installed. Compares the lock file with npm's hidden lock file, which npm
 * writes only after a complete installation, and checks that each package is on the disk. Packages
 * for other platforms may be missing.
 *
 * @param {string} folder
 * @public A test imports it in a process of its own.
 */
export function areInstalled(folder) {
	const wanted = packagesIn(join(folder, 'package-lock.json'));
	const hiddenLockFile = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(hiddenLockFile)) return false;
	const installed = packagesIn(hiddenLockFile);
	return Object.entries(wanted).every(([path, { version, optional, os, cpu, libc }]) => {
		const found = installed[path];
		if (!found) return Boolean(optional || os || cpu || libc);
		return found.version === version && isOnDisk(folder, path);
	});
}

/** The packages in a lock file, by folder, e.g. "node_modules/fastify". */
function packagesIn(lockFile) {
	try {
		const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));
		return Object.fromEntries(Object.entries(packages).filter(([path]) => path !== ''));
	} catch (error) {
		throw new SetupError(`${lockFile} cannot be read: ${error.message}`);
	}
}

function isOnDisk(folder, path) {
	return existsSync(join(folder, path, 'package.json'));
}

async function install({ node, npm, env }, folder, name) {
	const paths = Object.keys(packagesIn(join(folder, 'package-lock.json')));
	const what = name === '.' ? 'the packages' : 'n8n for the sandbox (large: several minutes)';
	const count = () =>
		`${paths.filter((path) => isOnDisk(folder, path)).length} of about ${paths.length} packages`;
	// npm settings of the machine may exclude packages that are needed here.
	const complete = ['--include=dev', '--include=optional', '--include=peer'];
	const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	await showProgress(`Installing ${what}`, count, async () => {
		const options = { cwd: folder, env };
		const { code, output } = await runQuietly(node, [npm, 'ci', ...complete, ...quiet], options);
		if (code !== 0) {
			throw new SetupError(
				`npm ci failed in ${folder}. Run the same command to try again.`,
				output,
			);
		}
	});
}
