import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { IDataObject } from 'n8n-workflow';
import type { Emulator } from '../emulator/server';
import type { Settings } from '../emulator/settings';
import type { Membership } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import type { Stats } from '../test/support/emulator';

/** The emulator's URLs and keys. */
type Addresses = Pick<
	Emulator,
	'url' | 'apiBaseUrl' | 'contentBaseUrl' | 'imageProxyBaseUrl' | 'keys'
>;

/** When a task was submitted and finished, in milliseconds since 1970 by the wall clock. */
export interface TaskTimes {
	taskId: number;
	submittedAt: number;
	finishedAt: number;
}

/** An emulator in a separate process, so that its work is not measured as the node's. */
export interface EmulatorProcess {
	addresses: Addresses;
	/** The credentials for the engine. */
	credentials(): Record<string, IDataObject>;
	control<Result>(method: string, path: string, body?: object): Promise<Result>;
	stats(): Promise<Stats>;
	/** Removes all tasks, requests and statistics. */
	reset(): Promise<void>;
	/** Number of requests to the API until now, without requests for pictures. */
	apiRequests(): Promise<number>;
	/** The times of all tasks, oldest first. Switches off scaled timestamps, so call it after the node has finished. */
	taskTimes(): Promise<TaskTimes[]>;
	stop(): Promise<void>;
}

export interface ProcessOptions extends Partial<Settings> {
	membership: Membership;
}

const pictureRoutes = ['storedPicture', 'discordAttachment', 'imageProxy', 'publicFile'];
/** Balance in tokens, enough for all tasks. */
const largeBalance = 1_000_000_000;

async function launch(): Promise<{ addresses: Addresses; stop: () => Promise<void> }> {
	const child = fork(join(__dirname, '../emulator/cli.ts'), ['--json', '--tile', '8'], {
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	});
	const kill = () => void child.kill();
	process.once('exit', kill);
	const exited = once(child, 'exit');
	const lines = createInterface({ input: child.stdout! });
	const [line] = (await Promise.race([once(lines, 'line'), exited])) as [unknown];
	if (typeof line !== 'string') throw new Error('The emulator did not start');
	return {
		addresses: JSON.parse(line) as Addresses,
		async stop() {
			kill();
			await exited;
			process.off('exit', kill);
		},
	};
}

/** Starts an emulator with tiny pictures and a large balance. */
export async function startEmulatorProcess({
	membership,
	...settings
}: ProcessOptions): Promise<EmulatorProcess> {
	const { addresses, stop } = await launch();

	async function control<Result>(method: string, path: string, body?: object): Promise<Result> {
		const response = await fetch(`${addresses.url}/_emulator/${path}`, {
			method,
			headers: { 'content-type': 'application/json' },
			...(body ? { body: JSON.stringify(body) } : {}),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
		return (await response.json()) as Result;
	}

	async function reset(): Promise<void> {
		await control('POST', 'reset', settings);
		await control('PUT', 'account', { membership, balance: largeBalance });
	}

	await reset();
	const stats = async () => await control<Stats>('GET', 'stats');

	return {
		addresses,
		control,
		reset,
		stats,
		stop,
		credentials() {
			const { apiBaseUrl, contentBaseUrl, imageProxyBaseUrl, keys } = addresses;
			const urls = { baseUrl: apiBaseUrl, contentBaseUrl, imageProxyBaseUrl };
			return { ohMyGptApi: { apiKey: keys.user, ...urls, membership } };
		},
		async apiRequests() {
			const { requests } = await stats();
			return Object.entries(requests)
				.filter(([route]) => !pictureRoutes.includes(route))
				.reduce((total, [, count = 0]) => total + count, 0);
		},
		async taskTimes() {
			await control('PUT', 'settings', { timestamps: 'real' });
			const { tasks } = await control<{
				tasks: Array<{ taskId: number; submittedAt: string; finishesAt: string }>;
			}>('GET', 'tasks');
			return tasks
				.map(({ taskId, submittedAt, finishesAt }) => ({
					taskId,
					submittedAt: Date.parse(submittedAt),
					finishedAt: Date.parse(finishesAt),
				}))
				.sort((a, b) => a.taskId - b.taskId);
		},
	};
}
