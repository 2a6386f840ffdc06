import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { spawnOptionsOf, type ProcessKind } from './environment';
import { createDatabase, postgres, type Database } from './postgres';
import { newPrefix, redis, removeKeys } from './redis';
import { startTcpProxy, type TcpProxy } from './tcpProxy';
import type { N8nProcess } from '../n8nProcess';
import { newOwner } from '../owner';
import { freePorts } from '../ports';
import { startReady } from '../readiness';
import { RestClient, type Owner } from '../rest';
import { createUserFolder, removeUserFolder } from '../userFolder';

export interface QueueModeOptions {
	/** Folder for the logs of all processes. It stays. */
	logFolder: string;
	/** Further environment variables for all processes. */
	env?: Record<string, string>;
	/** Called with a line of text when something has started. */
	onProgress?: (text: string) => void;
}

/** One process of n8n, which can be killed and started again with the same folder and ports. */
export interface QueueProcess {
	name: string;
	/** Of its server, without a slash at the end. */
	url: string;
	pid: () => number;
	isRunning: () => boolean;
	/** Everything that it has printed, over all its starts. */
	log: () => string;
	start: () => Promise<void>;
	/** Like a crash: kills it and its children with SIGKILL. */
	kill: () => Promise<void>;
	stop: () => Promise<void>;
}

/** n8n in queue mode on this machine, with this package in each process. The owner account exists and is logged in. */
export interface QueueMode {
	/** URL of main, for REST. */
	url: string;
	owner: Owner;
	rest: RestClient;
	main: QueueProcess;
	workers: readonly [QueueProcess, QueueProcess];
	/** The webhook processors. */
	webhooks: readonly [QueueProcess, QueueProcess];
	/** The public address, which gives its connections to the webhook processors in turn. */
	webhookUrl: string;
	database: Database;
	/** What stands between all processes and PostgreSQL or Redis. */
	proxies: { postgres: TcpProxy; redis: TcpProxy };
	/** Starts every process that has ended, as a supervisor would. */
	startEnded: () => Promise<void>;
	/** Stops all, and removes the database, the keys and the folders. */
	stop: () => Promise<void>;
}

const portsPerProcess = 2;

export async function startQueueMode({
	logFolder,
	env = {},
	onProgress = () => {},
}: QueueModeOptions): Promise<QueueMode> {
	const undo: Array<() => Promise<unknown>> = [];
	const stop = async () => {
		// The last comes first: processes end before what they use.
		for (const each of undo.splice(0).reverse()) await each();
	};
	try {
		await mkdir(logFolder, { recursive: true });
		const prefix = newPrefix();
		undo.push(async () => await removeKeys(prefix));
		const database = await createDatabase();
		undo.push(async () => await database.drop());
		const proxies = {
			postgres: await startTcpProxy(postgres),
			redis: await startTcpProxy(redis),
		};
		undo.push(async () => await Promise.all(Object.values(proxies).map((each) => each.close())));

		const kinds: ProcessKind[] = ['main', 'worker', 'worker', 'webhook', 'webhook'];
		const ports = await freePorts(kinds.length * portsPerProcess);
		const balancer = await startTcpProxy(
			...kinds.flatMap((kind, i) =>
				kind === 'webhook' ? [{ host: '127.0.0.1', port: ports[i * portsPerProcess] ?? 0 }] : [],
			),
		);
		undo.push(async () => await balancer.close());
		const webhookUrl = `http://127.0.0.1:${balancer.port}`;
		const shared = {
			database: database.name,
			postgresPort: proxies.postgres.port,
			redisPort: proxies.redis.port,
			prefix,
			webhookUrl,
			encryptionKey: randomBytes(16).toString('hex'),
		};
		const userFolders = await Promise.all(kinds.map(async () => await createUserFolder()));
		undo.push(async () => await Promise.all(userFolders.map(removeUserFolder)));

		const processes = kinds.map((kind, i): QueueProcess => {
			const [port = 0, brokerPort = 0] = ports.slice(i * portsPerProcess);
			const number = kinds.slice(0, i + 1).filter((each) => each === kind).length;
			const name = kind === 'main' ? kind : `${kind}-${number}`;
			const url = `http://127.0.0.1:${port}`;
			const addresses = { userFolder: userFolders[i] ?? '', port, brokerPort };
			const { args, env: own } = spawnOptionsOf(kind, addresses, shared);
			let running: N8nProcess | undefined;
			const started = () => {
				if (!running) throw new Error(`${name} was not started`);
				return running;
			};
			return {
				name,
				url,
				pid: () => started().pid,
				isRunning: () => running !== undefined && running.exitStatus() === undefined,
				log: () => started().log(),
				start: async () => {
					const begin = performance.now();
					const logFile = join(logFolder, `${name}.log`);
					running = await startReady(url, { args, env: { ...own, ...env }, logFile });
					onProgress(`${name} is ready after ${Math.round((performance.now() - begin) / 1000)} s`);
				},
				kill: async () => await started().kill(),
				stop: async () => await running?.stop(),
			};
		});
		const [main, worker1, worker2, webhook1, webhook2] = processes;
		if (!main || !worker1 || !worker2 || !webhook1 || !webhook2) throw new Error('Unreachable');
		undo.push(async () => await Promise.all(processes.map((each) => each.stop())));

		// Main creates the tables.
		await main.start();
		const rest = new RestClient(main.url);
		undo.push(async () => await rest.close());
		const owner = newOwner();
		await rest.setUpOwner(owner);
		const others = processes.filter((each) => each !== main);
		await Promise.all(others.map((each) => each.start()));

		return {
			url: main.url,
			owner,
			rest,
			main,
			workers: [worker1, worker2],
			webhooks: [webhook1, webhook2],
			webhookUrl,
			database,
			proxies,
			startEnded: async () => {
				const ended = processes.filter((each) => !each.isRunning());
				await Promise.all(ended.map((each) => each.start()));
			},
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
