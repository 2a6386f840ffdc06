import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './children.mjs';
import { withLock } from './lock.mjs';
import { cacheFolder, root } from './paths.mjs';
import { print, SetupError } from './output.mjs';
import { toolPath } from './tools.mjs';

const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'gulpfile.js'];
const sources = ['nodes', 'credentials', ...settings];
const stampFile = join(cacheFolder, 'build.json');

/** Builds if a source or dist/ has changed since the last build. */
export async function buildIfStale(toolchain) {
	if (isFresh()) return;
	await withLock(async () => {
		if (!isFresh()) await build(toolchain);
	});
}

/** Always builds. */
export async function buildNow(toolchain) {
	await withLock(() => build(toolchain));
}

async function build({ node, env }) {
	print('Building dist/ …');
	rmSync(stampFile, { force: true });
	rmSync(join(root, 'dist'), { recursive: true, force: true });
	for (const [program, ...args] of [
		['typescript', '-p', 'tsconfig.json', '--noEmit'],
		['gulp', '--silent'],
	]) {
		const code = await run(node, [toolPath(program), ...args], { cwd: root, env });
		if (code !== 0) throw new SetupError(`The build failed (${program}).`);
	}
	mkdirSync(dirname(stampFile), { recursive: true });
	writeFileSync(stampFile, currentStamp());
}

function isFresh() {
	return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === currentStamp();
}

function currentStamp() {
	return JSON.stringify({ sources: digest(sources), output: digest(['dist']) });
}

/** One hash of the names and contents of files and folders in the root. */
function digest(names) {
	const hash = createHash('sha256');
	for (const path of names.flatMap((name) => filesBelow(join(root, name)))) {
		hash.update(path).update('\0').update(readFileSync(path)).update('\0');
	}
	return hash.digest('hex');
}

function filesBelow(path) {
	if (!existsSync(path)) return [];
	try {
		return readdirSync(path)
			.sort()
			.flatMap((name) => filesBelow(join(path, name)));
	} catch (error) {
		if (error.code === 'ENOTDIR') return [path];
		throw error;
	}
}
