import { randomBytes } from 'node:crypto';

import { request } from 'undici';

import { startEmulator, type Emulator } from '../emulator/server';
import { labelOf, type ServiceName } from '../nodes/Midjourney/service/features';
import type { NewCredential } from './rest';
import { newest, type TaskStatus, type Service } from './service';

/** Credential data for the emulator. */
export function emulatorCredential(emulator: Emulator, apiKey: string = emulator.keys.user) {
	return {
		apiKey,
		mode: 'FAST',
		membership: 'regular',
		webhookSecret: randomBytes(16).toString('hex'),
		customHosts: true,
		baseUrl: emulator.apiBaseUrl,
		contentBaseUrl: emulator.contentBaseUrl,
		imageProxyBaseUrl: emulator.imageProxyBaseUrl,
	};
}

/** The same for its second wire. */
export function proxyCredential(emulator: Emulator) {
	return {
		apiKey: emulator.keys.user,
		baseUrl: emulator.url,
		callsBack: true,
		webhookSecret: randomBytes(16).toString('hex'),
		imageProxyBaseUrl: emulator.imageProxyBaseUrl,
	};
}

/** The emulator as a chat model. It calls the first tool of an agent. */
export const chatCredential = (emulator: Emulator) => ({
	apiKey: emulator.keys.user,
	url: `${emulator.apiBaseUrl}/v1`,
});

/** Credentials for the emulator, as n8n stores them. */
const emulatorCredentials = (emulator: Emulator): NewCredential[] => [
	{ name: 'OhMyGPT (emulator)', type: 'ohMyGptApi', data: emulatorCredential(emulator) },
	{
		name: 'Midjourney Proxy (emulator)',
		type: 'midjourneyProxyApi',
		data: proxyCredential(emulator),
	},
	{ name: 'OpenAI (emulator)', type: 'openAiApi', data: chatCredential(emulator) },
];

/** Starts the emulator with realistic durations, divided by `speed`. */
export async function emulatorService(speed: number, name: ServiceName): Promise<Service> {
	const emulator = await startEmulator({ speed });
	const control = async <T>(path: string): Promise<T> => {
		const { body } = await request(`${emulator.url}/_emulator${path}`);
		return (await body.json()) as T;
	};
	return {
		introduction: [
			`The service is the emulator, as ${labelOf(name)}, ${speed} times as fast as the real service. Its tasks and images: ${emulator.url}`,
		],
		credentials: emulatorCredentials(emulator),
		name,
		pollIntervalMs: 500,
		newestTask: async () => newest((await control<{ tasks: TaskStatus[] }>('/tasks')).tasks),
		requests: async () => (await control<{ requestsTotal: number }>('/stats')).requestsTotal,
		stop: () => emulator.stop(),
	};
}
