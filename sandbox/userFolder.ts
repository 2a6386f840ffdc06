import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { root } from './paths';
import { filesFolderOf } from './settings';

const runFile = promisify(execFile);
const packageName = 'n8n-nodes-midjourney';

/** Creates a temporary N8N_USER_FOLDER with this package installed as a community package. */
export async function createUserFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-midjourney-'));
	try {
		await mkdir(filesFolderOf(folder));
		await installPackage(join(folder, '.n8n', 'nodes'));
	} catch (error) {
		await removeUserFolder(folder);
		throw error;
	}
	return folder;
}

/** Removes the folder. Retries if a process of n8n still has a file open. */
export async function removeUserFolder(folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/**
 * Installs the package like n8n's installer: packs it as for publishing and unpacks it in the
 * folder of community packages. Then its nodes have the names `n8n-nodes-midjourney.<name>`.
 */
async function installPackage(nodesFolder: string): Promise<void> {
	if (!existsSync(join(root, 'dist')))
		throw new Error('dist/ does not exist. Run npm run build first.');
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
	if (!packed) throw new Error(`npm pack reported no tarball: ${stdout}`);
	return join(destination, packed.filename);
}
