import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { IDataObject } from 'n8n-workflow';
import type { Emulator } from '../emulator/server';
import type { Settings } from '../emulator/settings';
import type { Membership } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';

/** The emulator's URLs and keys. */
type Addresses = Pick<
	Emulator,
	'url' | 'apiBaseUrl' | 'contentBaseUrl' | 'imageProxyBaseUrl' | 'keys'
>;

/** An emulator in a separate process, in real time, so that its memory is not measured as the node's. */
interface EmulatorProcess {
	/** The credentials for the engine. */
	credentials(): Record<string, IDataObject>;
	settings(changes: Partial<Settings>): Promise<void>;
	stop(): Promise<void>;
}

interface ProcessOptions extends Partial<Settings> {
	membership: Membership;
}

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

	async function control(method: string, path: string, body: object): Promise<void> {
		const response = await fetch(`${addresses.url}/_emulator/${path}`, {
			method,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
	}

	await control('POST', 'reset', settings);
	await control('PUT', 'account', { membership, balance: largeBalance });

	return {
		settings: async (changes) => await control('PUT', 'settings', changes),
		credentials() {
			const { apiBaseUrl, contentBaseUrl, imageProxyBaseUrl, keys } = addresses;
			const urls = { customHosts: true, baseUrl: apiBaseUrl, contentBaseUrl, imageProxyBaseUrl };
			return { ohMyGptApi: { apiKey: keys.user, ...urls, membership } };
		},
		stop,
	};
}
