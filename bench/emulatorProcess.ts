import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { IDataObject } from 'n8n-workflow';
import type { Emulator } from '../emulator/server';
import type { Settings } from '../emulator/settings';
import type { Membership } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import type { Stats } from '../test/support/emulator';

/** Where it is, and its keys. */
type Addresses = Pick<
	Emulator,
	'url' | 'apiBaseUrl' | 'contentBaseUrl' | 'imageProxyBaseUrl' | 'keys'
>;

/** When a task was submitted and done, in milliseconds since 1970 by the wall clock. */
export interface TaskMoments {
	taskId: number;
	submittedAt: number;
	finishedAt: number;
}

/** An emulator in a process of its own, so that its work is not counted as the node's. */
export interface EmulatorProcess {
	addresses: Addresses;
	/** Credentials of its account for the engine. */
	credentials(): Record<string, IDataObject>;
	control<Answer>(method: string, path: string, body?: object): Promise<Answer>;
	stats(): Promise<Stats>;
	/** Forgets all tasks, requests and figures. */
	reset(): Promise<void>;
	/** Requests to the API so far; pictures are none of them. */
	apiRequests(): Promise<number>;
	/** All tasks, oldest first. Ends the scaled time stamps: call it when the node is done. */
	moments(): Promise<TaskMoments[]>;
	stop(): Promise<void>;
}

export interface ProcessOptions extends Partial<Settings> {
	membership: Membership;
}

const pictureRoutes = ['storedPicture', 'discordAttachment', 'imageProxy', 'publicFile'];
/** Tokens for any number of tasks. */
const plenty = 1_000_000_000;

async function launch(): Promise<{ addresses: Addresses; stop: () => Promise<void> }> {
	const child = fork(join(__dirname, '../emulator/cli.ts'), ['--json', '--tile', '8'], {
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	});
	const kill = () => void child.kill();
	process.once('exit', kill);
	const ended = once(child, 'exit');
	const lines = createInterface({ input: child.stdout! });
	const [line] = (await Promise.race([once(lines, 'line'), ended])) as [unknown];
	if (typeof line !== 'string') throw new Error('The emulator did not start');
	return {
		addresses: JSON.parse(line) as Addresses,
		async stop() {
			kill();
			await ended;
			process.off('exit', kill);
		},
	};
}

/** Starts an emulator that has tiny pictures, and money for any number of tasks. */
export async function startEmulatorProcess({
	membership,
	...settings
}: ProcessOptions): Promise<EmulatorProcess> {
	const { addresses, stop } = await launch();

	async function control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
		const response = await fetch(`${addresses.url}/_emulator/${path}`, {
			method,
			headers: { 'content-type': 'application/json' },
			...(body ? { body: JSON.stringify(body) } : {}),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
		return (await response.json()) as Answer;
	}

	async function reset(): Promise<void> {
		await control('POST', 'reset', settings);
		await control('PUT', 'account', { membership, balance: plenty });
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
			const places = { apiKey: keys.user, baseUrl: apiBaseUrl, contentBaseUrl };
			return { ohMyGptApi: { ...places, imageProxyBaseUrl, membership } };
		},
		async apiRequests() {
			const { requests } = await stats();
			return Object.entries(requests)
				.filter(([route]) => !pictureRoutes.includes(route))
				.reduce((total, [, count = 0]) => total + count, 0);
		},
		async moments() {
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
