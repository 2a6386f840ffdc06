import { join } from 'node:path';

import { sandboxN8n, type N8nInstallation } from './installation';
import type { N8nProcess } from './n8nProcess';
import { newOwner } from './owner';
import { freePorts } from './ports';
import { startReady } from './readiness';
import { RestClient, type Owner } from './rest';
import { filesFolderOf, n8nEnvironment, type N8nAddresses } from './settings';
import { createUserFolder, removeUserFolder } from './userFolder';

const attempts = 3;

export interface N8nOptions {
	/** Port of the editor; a free one by default. */
	port?: number;
	/** Further environment variables for n8n. */
	env?: Record<string, string>;
	/** The sandbox's by default. */
	installation?: N8nInstallation;
}

/** A real n8n with this package installed. The owner account exists and is logged in. */
export interface N8n {
	/** URL of the editor, without a slash at the end. */
	url: string;
	owner: Owner;
	rest: RestClient;
	/** The folder that workflows may write to. */
	filesFolder: string;
	/** Everything that n8n has printed so far. */
	log: () => string;
	/** Kills n8n and all processes that it has started. Its folder is kept. */
	kill(): Promise<void>;
	/** After `kill`: starts n8n again with the same folder and ports, and waits until it is ready. */
	start(): Promise<void>;
	/** Stops n8n and removes its folder. */
	stop(): Promise<void>;
}

interface Running {
	addresses: N8nAddresses;
	process: N8nProcess;
}

/** Starts n8n on 127.0.0.1 and waits until it is ready. */
export async function startN8n({
	port,
	env = {},
	installation = sandboxN8n,
}: N8nOptions = {}): Promise<N8n> {
	const userFolder = await createUserFolder();
	let running: Running | undefined;
	let rest: RestClient | undefined;
	const stop = async () => {
		await rest?.close();
		await running?.process.stop();
		await removeUserFolder(userFolder);
	};
	try {
		const started = await startOnFreePorts({ userFolder, port, env, installation });
		running = started;
		const { addresses } = started;
		const url = urlOf(addresses);
		rest = new RestClient(url, installation.rest);
		const owner = newOwner();
		await rest.setUpOwner(owner);
		return {
			url,
			owner,
			rest,
			filesFolder: filesFolderOf(userFolder),
			log: () => started.process.log(),
			kill: async () => await started.process.kill(),
			start: async () => {
				started.process = await startAt(addresses, env, installation);
			},
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Another process may use a free port before n8n does. Then other ports are tried. */
async function startOnFreePorts({
	userFolder,
	port: fixedPort,
	env,
	installation,
}: Required<Pick<N8nOptions, 'env' | 'installation'>> & {
	userFolder: string;
	port: number | undefined;
}): Promise<Running> {
	for (let attempt = 1; ; attempt++) {
		const [freePort = 0, brokerPort = 0] = await freePorts(2);
		const addresses = { userFolder, port: fixedPort ?? freePort, brokerPort };
		try {
			return { addresses, process: await startAt(addresses, env, installation) };
		} catch (error) {
			const isPortTaken = String(error).includes('already in use');
			if (!isPortTaken || fixedPort !== undefined || attempt === attempts) throw error;
		}
	}
}

const urlOf = ({ port }: N8nAddresses) => `http://127.0.0.1:${port}`;

const startAt = async (
	addresses: N8nAddresses,
	env: Record<string, string>,
	installation: N8nInstallation,
) =>
	await startReady(urlOf(addresses), {
		args: ['start'],
		env: { ...n8nEnvironment(addresses), ...env },
		logFile: join(addresses.userFolder, 'n8n.log'),
		installation,
	});
