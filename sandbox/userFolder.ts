import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { root } from './paths';

const runFile = promisify(execFile);
const packageName = 'n8n-nodes-midjourney';

/** A throw-away N8N_USER_FOLDER in which this package is installed as a user would have it. */
export async function createUserFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-midjourney-'));
	try {
		await installPackage(join(folder, '.n8n', 'nodes'));
	} catch (error) {
		await removeUserFolder(folder);
		throw error;
	}
	return folder;
}

/** Removes the folder, also while the last of n8n's processes is still letting go of a file. */
export async function removeUserFolder(folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/**
 * Does what n8n's installer does: packs the package as for publishing and unpacks it below the
 * folder of community packages, so that n8n knows its nodes as `n8n-nodes-midjourney.<name>`.
 */
async function installPackage(nodesFolder: string): Promise<void> {
	if (!existsSync(join(root, 'dist')))
		throw new Error('There is no dist/: run npm run build first');
	const target = join(nodesFolder, 'node_modules', packageName);
	await mkdir(target, { recursive: true });
	const tarball = await pack(nodesFolder);
	await runFile('tar', ['-xzf', tarball, '--strip-components=1', '-C', target]);
	await rm(tarball);
	const manifest = { name: 'installed-nodes', private: true, dependencies: { [packageName]: '*' } };
	await writeFile(join(nodesFolder, 'package.json'), JSON.stringify(manifest));
}

async function pack(destination: string): Promise<string> {
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination];
	const { stdout } = await runFile('npm', args, { cwd: root, shell: process.platform === 'win32' });
	const [packed] = JSON.parse(stdout) as Array<{ filename: string }>;
	if (!packed) throw new Error(`npm pack named no tarball: ${stdout}`);
	return join(destination, packed.filename);
}
