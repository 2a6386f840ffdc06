import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import type { Task } from '../model/task';
import type { ApiClient } from './client';
import { defaultService, serviceNames, type ServiceName } from './features';
import { createMjProxyService } from './mjproxy/mjProxyService';
import { mjProxyCredentialTest } from './mjproxy/proxyCredentialTest';
import * as mjProxy from './mjproxy/proxySettings';
import { readProxyTask } from './mjproxy/proxyTaskReader';
import { ohMyGptCredentialTest } from './ohmygpt/credentialTest';
import { hosts } from './ohmygpt/facts/hosts';
import { createOhMyGptService } from './ohmygpt/ohMyGptService';
import * as ohMyGpt from './ohmygpt/settings';
import { readCallback } from './ohmygpt/taskReader';
import type { Service } from './service';

type Context = ApiClient['context'];

interface Provider<Settings> {
	credentialName: string;
	readSettings: (credential: ICredentialDataDecryptedObject) => Settings;
	create: (context: Context, settings: Settings, signal?: AbortSignal) => Service;
	/** The task in the body of a callback, without the credential. */
	readReport: (body: unknown) => Task | undefined;
}

function provide<Settings>({
	credentialName,
	readSettings,
	create,
	readReport,
}: Provider<Settings>) {
	return {
		readReport,
		open: async (context: Context, signal?: AbortSignal) =>
			create(context, readSettings(await context.getCredentials(credentialName)), signal),
		reopen: (context: Context, settings: IDataObject) => create(context, settings as Settings),
	};
}

/** Every service that the user can choose. */
const providers: Readonly<Record<ServiceName, ReturnType<typeof provide>>> = {
	ohMyGpt: provide({
		...ohMyGpt,
		create: createOhMyGptService,
		readReport: (body) => readCallback(body, hosts.content),
	}),
	midjourneyProxy: provide({
		...mjProxy,
		create: createMjProxyService,
		readReport: (body) => readProxyTask(body, ''),
	}),
};

/** Tests of the credentials, by the names in `testedBy` of the nodes. */
export const credentialTests = {
	midjourneyProxyApiTest: mjProxyCredentialTest,
	ohMyGptApiTest: ohMyGptCredentialTest,
};

function providerOf(context: Context) {
	const { service }: IDataObject = context.getNode().parameters;
	const name = serviceNames.find((each) => each === service) ?? defaultService;
	return providers[name];
}

/** The service of the node, with its credential, which is read anew at each call. */
export async function openService(context: Context, signal?: AbortSignal): Promise<Service> {
	return await providerOf(context).open(context, signal);
}

/** The service with settings that it had before. Each read of a credential costs n8n up to 100 ms of processor time. */
export const reopenService = (context: Context, settings: IDataObject): Service =>
	providerOf(context).reopen(context, settings);

/** The task in the body of a callback, without reading the credential; the URLs of its pictures may be wrong. */
export const readReport = (context: Context, body: unknown): Task | undefined =>
	providerOf(context).readReport(body);
