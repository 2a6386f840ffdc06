import type { Action } from '../../model/creation';
import type { Task } from '../../model/task';
import { isPrivateUrl, parseUrl } from '../../model/url';
import { isAllowedUrl } from '../allowedHosts';
import type { ApiClient } from '../client';
import { isSafeToRepeat } from '../failures';
import { proxyUrl } from '../imageProxy';
import { openPictureStream } from '../pictureStream';
import type { Service } from '../service';
import { readTaskId } from '../taskValues';
import { listPage } from './facts/wire';
import { createProxyTask, sendModal } from './proxyCreation';
import { readProxyTask } from './proxyTaskReader';
import { getProxyTask, listProxyTasks, uploadProxyPicture } from './proxyTasks';
import type { MjProxySettings } from './proxySettings';

const credentialName = 'midjourneyProxyApi';

/** Any server that has the addresses of midjourney-proxy. */
export function createMjProxyService(
	context: ApiClient['context'],
	settings: MjProxySettings,
	signal?: AbortSignal,
): Service {
	const { baseUrl, imageProxyBaseUrl, callsBack } = settings;
	const client = { context, credentialName, baseUrl, signal };
	/** Where the pictures are is the server's choice: only its own responses say it. */
	const origins = new Set([baseUrl, imageProxyBaseUrl]);
	const isAllowed = (url: string) => isAllowedUrl(url, [...origins]);
	const pressed = new Map<string, Action>();

	function learnOrigins({ pictures }: Task): void {
		for (const { url } of pictures) {
			if (!isPrivateUrl(url) || isPrivateUrl(baseUrl)) origins.add(parseUrl(url)?.origin ?? '');
		}
	}

	/** A gateway may say that a button is done although the task waits for its second call: it gets one that counts. */
	async function sendHiddenModal({ id, status }: Task): Promise<void> {
		const action = pressed.get(id);
		if (status !== 'MODAL' || action === undefined) return;
		pressed.delete(id);
		const sent = await sendModal(client, id, action);
		if (!sent.ok && isSafeToRepeat(sent.failure)) pressed.set(id, action);
	}

	return {
		name: 'Midjourney Proxy',
		client,
		signal,
		defaultPool: 'FAST',
		webhookSecret: settings.webhookSecret,
		sendsState: true,
		limits: { unfinishedTasks: settings.tasksAtOnce, pageSize: listPage },

		create: async (creation) =>
			await createProxyTask(client, creation, (id, action) => pressed.set(id, action)),
		async getTask(taskId) {
			const result = await getProxyTask(client, taskId);
			if (!result.ok) return result;
			learnOrigins(result.data);
			await sendHiddenModal(result.data);
			return result;
		},
		// A list shows tasks of everybody; their addresses are not trusted.
		listTasks: async (page) => await listProxyTasks(client, page),
		uploadPicture: async ({ mimeType, bytes }) =>
			await uploadProxyPicture(client, `data:${mimeType};base64,${bytes.toString('base64')}`),

		readTaskId,
		readTask: (json) => readProxyTask(json, baseUrl),
		readCallback: (body) => readProxyTask(body, baseUrl),
		priceOf: () => null,

		canReach: (url) => callsBack && (!isPrivateUrl(url) || isPrivateUrl(baseUrl)),
		isAllowedUrl: isAllowed,
		openPicture: async (url, origin) =>
			await openPictureStream(client, url, origin === 'user' ? () => true : isAllowed),
		proxyUrl: (url, parameters) => proxyUrl(imageProxyBaseUrl, url, parameters),
	};
}
