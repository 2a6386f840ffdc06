import type { Task } from '../model/task';
import type { ApiClient } from './client';
import { hosts } from './ohmygpt/facts/hosts';
import { createOhMyGptService } from './ohmygpt/ohMyGptService';
import { credentialName, readSettings } from './ohmygpt/settings';
import { readCallback } from './ohmygpt/taskReader';
import type { Service } from './service';

export { ohMyGptApiTest } from './ohmygpt/credentialTest';

/** The service of the credential that the node uses. Reads the credential anew at each call. */
export async function openService(
	context: ApiClient['context'],
	signal?: AbortSignal,
): Promise<Service> {
	const settings = readSettings(await context.getCredentials(credentialName));
	return createOhMyGptService(context, settings, signal);
}

/** The task in the body of a callback, without reading the credential; the URLs of its pictures may be wrong. */
export const readReport = (body: unknown): Task | undefined => readCallback(body, hosts.content);
