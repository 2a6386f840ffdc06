import { isOptional } from '../../model/creation';
import { isAllowedUrl } from '../allowedHosts';
import { canReach, privateUrlObstacle } from '../callbackUrl';
import type { ApiClient } from '../client';
import { featuresOf } from '../features';
import { proxyUrl } from '../imageProxy';
import { openPictureStream } from '../pictureStream';
import type { Service } from '../service';
import { readTaskId } from '../taskValues';
import { unsupported } from '../unsupported';
import { taskPage, unfinishedTasks } from './facts/accountLimits';
import { texts } from './facts/ohMyGptTexts';
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
		...texts,
		features: featuresOf('ohMyGpt'),
		client,
		signal,
		defaultPool: settings.pool,
		webhookSecret: settings.webhookSecret,
		settings: { ...settings, webhookSecret: '' },
		sendsState: false,
		limits: {
			unfinishedTasks: unfinishedTasks[settings.membership],
			pageSize: taskPage.max,
		},

		create: async (creation) =>
			isOptional(creation)
				? unsupported(`it has no '${creation.kind}'`)
				: await createTask(client, creation),
		getTask: async (taskId) => await getTask(client, contentBaseUrl, taskId),
		listTasks: async (page) => await listTasks(client, contentBaseUrl, page),
		uploadPicture: async (upload) => await uploadFile(client, contentBaseUrl, upload),
		getSeed: async () => await Promise.resolve(unsupported('it shows no seeds')),
		cancelTask: async () => await Promise.resolve(unsupported('it cancels no tasks')),

		readTaskId,
		readTask: (json) => readTask(json, contentBaseUrl),
		readCallback: (body) => readCallback(body, contentBaseUrl),
		priceOf,

		canReach: (url) => canReach(url, apiBaseUrl),
		callbackObstacle: (url) => privateUrlObstacle(texts.name, url, apiBaseUrl),
		isAllowedUrl: isAllowed,
		openPicture: async (url, origin) =>
			await openPictureStream(client, url, origin === 'user' ? () => true : isAllowed),
		proxyUrl: (url, parameters) => proxyUrl(imageProxyBaseUrl, url, parameters),
	};
}
