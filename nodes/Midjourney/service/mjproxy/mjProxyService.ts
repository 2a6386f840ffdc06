import type { IDataObject } from 'n8n-workflow';

import type { Task } from '../../model/task';
import { isPrivateUrl, originOf } from '../../model/url';
import { isAllowedUrl } from '../allowedHosts';
import { canReach, privateUrlObstacle } from '../callbackUrl';
import type { ApiClient } from '../client';
import { featuresOf } from '../features';
import { proxyUrl } from '../imageProxy';
import { openPictureStream } from '../pictureStream';
import { success } from '../result';
import type { Service } from '../service';
import { readTaskId } from '../taskValues';
import { texts } from './facts/proxyTexts';
import { gatewayIntervalMs, idsPerRequest, listPage, modalRepeatMs } from './facts/wire';
import { createModalCalls } from './modalCalls';
import { cancelProxyTask } from './proxyCancel';
import { createProxyTask } from './proxyCreation';
import { getProxySeed } from './proxySeed';
import { isOfGateway, readProxyTask, readSimplified } from './proxyTaskReader';
import { getProxyTask, getProxyTasks, listProxyTasks } from './proxyTasks';
import { credentialName, type MjProxySettings } from './proxySettings';
import { uploadProxyPicture } from './proxyUpload';

const noCallbacks = {
	why: "The credential says that the server reports no tasks ('Server Calls Back' is off)",
	next: 'Switch it on only if the server sends reports: most gateways do not.',
};

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
	let isGateway = false;
	const modals = createModalCalls(client, () =>
		isGateway ? 2 * gatewayIntervalMs : modalRepeatMs,
	);

	function learnOrigins({ pictures, singles }: Task): void {
		for (const { url } of [...pictures, ...singles]) {
			if (!isPrivateUrl(url) || isPrivateUrl(baseUrl)) origins.add(originOf(url) ?? '');
		}
	}

	/** What a task that was read by its ID says about the server. */
	async function receive(task: Task): Promise<Task> {
		isGateway ||= isOfGateway(task);
		learnOrigins(task);
		return await modals.answer(task);
	}

	return {
		...texts,
		features: featuresOf('midjourneyProxy'),
		client,
		signal,
		defaultPool: '',
		webhookSecret: settings.webhookSecret,
		settings: { ...settings, webhookSecret: '' },
		sendsState: true,
		limits: { unfinishedTasks: settings.tasksAtOnce, pageSize: listPage, idsPerRequest },
		pollIntervalMs: () => (isGateway ? gatewayIntervalMs : 0),

		create: async (creation) => await createProxyTask(client, creation, modals),
		recordCreation(taskId, creation) {
			if (creation.kind === 'action') modals.record(taskId, creation);
		},
		async getTask(taskId) {
			const result = await getProxyTask(client, taskId);
			if (!result.ok) return result;
			return success(await receive(result.data));
		},
		async getTasks(taskIds) {
			const result = await getProxyTasks(client, taskIds);
			if (!result.ok) return result;
			const tasks: Task[] = [];
			for (const task of result.data) tasks.push(await receive(task));
			return success(tasks);
		},
		// A list shows tasks of everybody; their addresses are not trusted.
		listTasks: async (page) => await listProxyTasks(client, page),
		uploadPicture: async ({ mimeType, bytes }) =>
			await uploadProxyPicture(client, `data:${mimeType};base64,${bytes.toString('base64')}`),
		getSeed: async (taskId) => await getProxySeed(client, taskId),
		cancelTask: async (taskId) => await cancelProxyTask(client, taskId),

		readTaskId,
		readTask: (json) => readProxyTask(json, baseUrl) ?? readSimplified(json, baseUrl),
		readCallback: (body) => readProxyTask(body, baseUrl),
		priceOf: () => null,

		canReach: (url) => canReach(url, baseUrl),
		callbackObstacle: (url) =>
			callsBack ? privateUrlObstacle(texts.name, url, baseUrl) : noCallbacks,
		isAllowedUrl: isAllowed,
		openPicture: async (url, origin) =>
			await openPictureStream(client, url, origin === 'user' ? () => true : isAllowed),
		...(imageProxyBaseUrl === ''
			? {}
			: {
					proxyUrl: (url: string, parameters?: IDataObject) =>
						proxyUrl(imageProxyBaseUrl, url, parameters),
				}),
	};
}
