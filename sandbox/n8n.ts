import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { request } from 'undici';

import { spawnN8n, type N8nProcess } from './n8nProcess';
import { freePorts } from './ports';
import { RestClient, type Owner } from './rest';
import { n8nEnvironment } from './settings';
import { createUserFolder, removeUserFolder } from './userFolder';
import { waitFor } from './waiting';

const startLimitMs = 180_000;
const attempts = 3;

export interface N8nOptions {
	/** Port of the editor; a free one by default. */
	port?: number;
	/** Further environment variables for n8n. */
	env?: Record<string, string>;
}

/** A real n8n with this package installed, its owner account made and logged in. */
export interface N8n {
	/** Address of the editor, without a slash at the end. */
	url: string;
	owner: Owner;
	rest: RestClient;
	/** All that n8n has printed so far. */
	log: () => string;
	/** Ends n8n and removes its folder. */
	stop(): Promise<void>;
}

/** Starts n8n on 127.0.0.1 and waits until it is ready for work. */
export async function startN8n({ port, env = {} }: N8nOptions = {}): Promise<N8n> {
	const userFolder = await createUserFolder();
	let running: N8nProcess | undefined;
	let rest: RestClient | undefined;
	const stop = async () => {
		await rest?.close();
		await running?.stop();
		await removeUserFolder(userFolder);
	};
	try {
		const started = await startOnFreePorts(userFolder, port, env);
		running = started.process;
		rest = new RestClient(started.url);
		const owner = newOwner();
		await rest.setUpOwner(owner);
		return { url: started.url, owner, rest, log: started.process.log, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Between finding a free port and n8n's use of it somebody else may take it: then others are tried. */
async function startOnFreePorts(
	userFolder: string,
	fixedPort: number | undefined,
	env: Record<string, string>,
): Promise<{ process: N8nProcess; url: string }> {
	for (let attempt = 1; ; attempt++) {
		const [freePort = 0, brokerPort = 0] = await freePorts(2);
		const port = fixedPort ?? freePort;
		const url = `http://127.0.0.1:${port}`;
		const process = spawnN8n({
			args: ['start'],
			env: { ...n8nEnvironment({ userFolder, port, brokerPort }), ...env },
			logFile: join(userFolder, 'n8n.log'),
		});
		try {
			await waitUntilReady(process, url);
			return { process, url };
		} catch (error) {
			await process.stop();
			const portIsTaken = process.log().includes('already in use');
			if (!portIsTaken || fixedPort !== undefined || attempt === attempts) {
				throw new Error(`n8n did not start. The end of its log:\n${lastLines(process.log())}`, {
					cause: error,
				});
			}
		}
	}
}

async function waitUntilReady(process: N8nProcess, url: string): Promise<void> {
	await waitFor(
		async () => {
			const ending = process.ending();
			if (ending !== undefined) throw new Error(`n8n ended while starting (${ending})`);
			return await answersReady(url);
		},
		{ what: 'n8n to be ready', timeoutMs: startLimitMs },
	);
}

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

/** A new password each time: other users of the machine can reach the address too. */
function newOwner(): Owner {
	return {
		email: 'owner@example.com',
		firstName: 'Mid',
		lastName: 'Journey',
		password: `${randomBytes(9).toString('base64url')}-A1`,
	};
}

function lastLines(text: string): string {
	return text.trimEnd().split('\n').slice(-40).join('\n');
}
