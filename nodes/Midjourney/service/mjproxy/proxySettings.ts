import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { defaultTasksAtOnce } from './facts/server';

export const credentialName = 'midjourneyProxyApi';

/** The credential's fields, apart from the key itself. */
export interface MjProxySettings {
	/** With the speed and `/mj`, without a slash at the end. */
	baseUrl: string;
	/** Empty where there is none. */
	imageProxyBaseUrl: string;
	/** Tasks that may be unfinished at once; the service has no way to say it. */
	tasksAtOnce: number;
	/** Whether the server sends reports of tasks. */
	callsBack: boolean;
	/** Goes into webhook addresses; empty where none is set. */
	webhookSecret: string;
}

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
const withoutSlash = (url: string) => url.replace(/\/+$/, '');

/** Users paste the address with or without `/mj`, and with or without a slash. */
function baseUrlOf(base: string, speed: string): string {
	const bare = withoutSlash(withoutSlash(base).replace(/\/mj$/, ''));
	const prefix = speed.replace(/^\/+|\/+$/g, '').replace(/\/mj$/, '');
	return `${bare}${prefix === '' ? '' : `/${prefix}`}/mj`;
}

/** Reads a credential as n8n decrypts it; what is missing gets its default. */
export function readSettings(credential: ICredentialDataDecryptedObject): MjProxySettings {
	const tasksAtOnce = Math.floor(Number(credential.tasksAtOnce));
	const speed = trimmed(credential.speed);
	return {
		baseUrl: baseUrlOf(
			trimmed(credential.baseUrl),
			speed === 'custom' ? trimmed(credential.prefix) : speed,
		),
		imageProxyBaseUrl: withoutSlash(trimmed(credential.imageProxyBaseUrl)),
		tasksAtOnce: tasksAtOnce >= 1 ? tasksAtOnce : defaultTasksAtOnce,
		callsBack: credential.callsBack === true,
		webhookSecret: trimmed(credential.webhookSecret),
	};
}
