import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './children.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { SetupError, showProgress } from './say.mjs';

/**
 * Makes sure that the packages of a folder are installed exactly as its lock file says. What an
 * interrupted or failed install left behind is replaced.
 *
 * @param {import('./node24.mjs').Toolchain} toolchain
 * @param {'.' | 'sandbox'} name folder with a package-lock.json
 */
export async function ensurePackages(toolchain, name) {
	const folder = join(root, name);
	if (areInstalled(folder)) return;
	await withLock(async () => {
		// Another run may have done it while we waited.
		if (!areInstalled(folder)) await install(toolchain, folder, name);
	});
}

/**
 * Compares the lock file with npm's own record, which npm writes only after a complete install,
 * and looks for every recorded package on the disk. Packages for other platforms may be missing.
 *
 * @param {string} folder
 */
export function areInstalled(folder) {
	const wanted = packagesIn(join(folder, 'package-lock.json'));
	const recordPath = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(recordPath)) return false;
	const installed = packagesIn(recordPath);
	return Object.entries(wanted).every(([path, { version, optional, os, cpu, libc }]) => {
		const found = installed[path];
		if (!found) return Boolean(optional || os || cpu || libc);
		return found.version === version && isOnDisk(folder, path);
	});
}

/** The packages of a lock file by their folder, e.g. "node_modules/fastify". */
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
	// Settings of the machine may leave out parts that are needed here.
	const complete = ['--include=dev', '--include=optional', '--include=peer'];
	const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	await showProgress(`Installing ${what}`, count, async () => {
		const options = { cwd: folder, env };
		const { code, output } = await runQuietly(node, [npm, 'ci', ...complete, ...quiet], options);
		if (code !== 0) {
			throw new SetupError(`npm ci failed in ${folder}. The same command tries again.`, output);
		}
	});
}
