import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { request } from 'undici';

import type { N8n } from '../../sandbox/n8n';
import { root } from '../../sandbox/paths';
import { freePorts } from '../../sandbox/ports';
import { RestClient } from '../../sandbox/rest';
import { n8nEnvironment } from '../../sandbox/settings';
import { createUserFolder, removeUserFolder } from '../../sandbox/userFolder';
import { waitFor } from '../../sandbox/waiting';

const startLimitMs = 180_000;
const script = join(root, 'sandbox', 'node_modules', 'n8n', 'bin', 'n8n');
const guard = join(root, 'sandbox', 'endWithParent.cjs');

async function answersReady(url: string): Promise<boolean> {
	try {
		const { statusCode, body } = await request(`${url}/healthz/readiness`);
		await body.dump();
		return statusCode === 200;
	} catch {
		// It does not listen yet.
		return false;
	}
}

/** A real n8n that is killed and started again on the same folder and port, one for all tests of the file. */
export function useRestartableN8n() {
	let n8n: N8n;
	let folder: string;
	let env: NodeJS.ProcessEnv;
	let child: ChildProcess;

	async function start(): Promise<void> {
		child = spawn(process.execPath, ['--require', guard, script, 'start'], {
			env,
			detached: true,
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		});
		child.channel?.unref();
		const isReady = async () => await answersReady(n8n.url);
		await waitFor(isReady, { what: 'n8n to be ready', timeoutMs: startLimitMs });
	}

	/** Without a warning, with all processes that it has started. */
	async function kill(): Promise<void> {
		if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, 'exit');
		process.kill(-child.pid, 'SIGKILL');
		await ended;
	}

	beforeAll(async () => {
		folder = await createUserFolder();
		const [port = 0, brokerPort = 0] = await freePorts(2);
		env = n8nEnvironment({ userFolder: folder, port, brokerPort });
		const url = `http://127.0.0.1:${port}`;
		const owner = {
			email: 'owner@example.com',
			firstName: 'Mid',
			lastName: 'Journey',
			password: 'Restart-1-2-3',
		};
		const rest = new RestClient(url);
		n8n = { url, owner, rest, log: () => '', stop: kill };
		await start();
		await rest.setUpOwner(owner);
	}, startLimitMs);

	afterAll(async () => {
		await kill();
		await n8n.rest.close();
		await removeUserFolder(folder);
	}, startLimitMs);

	return { n8n: () => n8n, kill, start };
}
