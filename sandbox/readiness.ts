import { request } from 'undici';

import { spawnN8n, type N8nCommand, type N8nProcess } from './n8nProcess';
import { waitFor } from './waiting';

const startLimitMs = 180_000;

/** Starts a process of n8n and waits until it is ready. If it does not become ready, it is stopped. `url`: of its server. */
export async function startReady(url: string, command: N8nCommand): Promise<N8nProcess> {
	const n8nProcess = spawnN8n(command);
	try {
		await waitUntilReady(n8nProcess, url);
		return n8nProcess;
	} catch (error) {
		await n8nProcess.stop();
		throw new Error(`n8n did not start. The end of its log:\n${lastLines(n8nProcess.log())}`, {
			cause: error,
		});
	}
}

async function waitUntilReady(n8nProcess: N8nProcess, url: string): Promise<void> {
	await waitFor(
		async () => {
			const exitStatus = n8nProcess.exitStatus();
			if (exitStatus !== undefined) throw new Error(`n8n ended while starting (${exitStatus})`);
			return await isReady(url);
		},
		{ what: 'n8n to be ready', timeoutMs: startLimitMs },
	);
}

async function isReady(url: string): Promise<boolean> {
	try {
		const { statusCode, body } = await request(`${url}/healthz/readiness`);
		await body.dump();
		return statusCode === 200;
	} catch {
		// It does not listen yet.
		return false;
	}
}

function lastLines(text: string): string {
	return text.trimEnd().split('\n').slice(-40).join('\n');
}
