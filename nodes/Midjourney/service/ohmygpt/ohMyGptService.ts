import { isPrivateUrl } from '../../model/url';
import { isAllowedUrl } from '../allowedHosts';
import type { ApiClient } from '../client';
import { proxyUrl } from '../imageProxy';
import { openPictureStream } from '../pictureStream';
import type { Service } from '../service';
import { readTaskId } from '../taskValues';
import { taskPage, unfinishedTasks } from './facts/accountLimits';
import { uploadFile } from './files';
import { priceOf } from './money';
import { credentialName, type OhMyGptSettings } from './settings';
import { readCallback, readTask } from './taskReader';
import { createTask, getTask, listTasks } from './tasks';

/** OhMyGPT, the first provider. */
export function createOhMyGptService(
	context: ApiClient['context'],
	settings: OhMyGptSettings,
	signal?: AbortSignal,
): Service {
	const { apiBaseUrl, contentBaseUrl, imageProxyBaseUrl } = settings;
	const client = { context, credentialName, baseUrl: apiBaseUrl, signal };
	const isAllowed = (url: string) =>
		isAllowedUrl(url, [apiBaseUrl, contentBaseUrl, imageProxyBaseUrl]);
	return {
		name: 'OhMyGPT',
		client,
		signal,
		defaultPool: settings.pool,
		webhookSecret: settings.webhookSecret,
		sendsState: false,
		limits: {
			unfinishedTasks: unfinishedTasks[settings.membership],
			pageSize: taskPage.max,
		},

		create: async (creation) => await createTask(client, creation),
		getTask: async (taskId) => await getTask(client, contentBaseUrl, taskId),
		listTasks: async (page) => await listTasks(client, contentBaseUrl, page),
		uploadPicture: async (upload) => await uploadFile(client, contentBaseUrl, upload),

		readTaskId,
		readTask: (json) => readTask(json, contentBaseUrl),
		readCallback: (body) => readCallback(body, contentBaseUrl),
		priceOf,

		// A private n8n cannot be called by a public service.
		canReach: (url) => !isPrivateUrl(url) || isPrivateUrl(apiBaseUrl),
		isAllowedUrl: isAllowed,
		openPicture: async (url, origin) =>
			await openPictureStream(client, url, origin === 'user' ? () => true : isAllowed),
		proxyUrl: (url, parameters) => proxyUrl(imageProxyBaseUrl, url, parameters),
	};
}
