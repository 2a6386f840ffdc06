import { isObject } from '../../model/json';
import type { Task } from '../../model/task';
import { encodeUrlPart } from '../../model/url';
import { sendRequest, type ApiClient, type ApiRequest } from '../client';
import { failure, success, type Result } from '../result';
import type { TaskPage } from '../service';
import { readResponse } from './proxyEnvelope';
import { endpoints, requestLimits } from './facts/wire';
import { readProxyTask } from './proxyTaskReader';

async function read(
	client: ApiClient,
	request: Omit<ApiRequest, 'limits'>,
): Promise<Result<unknown>> {
	const sent = await sendRequest(client, { limits: requestLimits.reading, ...request });
	return sent.ok ? readResponse(sent.data) : sent;
}

/** Servers answer nothing at all, an empty body or an error for an ID that they do not know. */
export async function getProxyTask(client: ApiClient, taskId: string): Promise<Result<Task>> {
	const [before, after] = endpoints.fetch;
	const path = `${before}${encodeUrlPart(taskId)}${after}`;
	const result = await read(client, { method: 'GET', path });
	if (!result.ok) return result;
	if (result.data === null) {
		const message = 'no task with this ID';
		return failure({ kind: 'unknownTask', status: 200, message, isReadable: true });
	}
	const task = readProxyTask(result.data, client.baseUrl);
	if (task?.id === taskId) return success(task);
	const message = task
		? `the response is about another task, ${task.id}`
		: 'the response has no task';
	return failure({ kind: 'unreadable', status: 200, message });
}

/** The rows of a list as tasks; `servedAt` is not known here. */
function pageOf(rows: readonly unknown[], baseUrl: string): TaskPage {
	const tasks = rows.flatMap((row) => readProxyTask(row, baseUrl) ?? []);
	return { tasks, receivedCount: rows.length, total: null, servedAt: null };
}

/** The list has one page. Gateways have no list, and their refusal says so. */
export async function listProxyTasks(client: ApiClient, page: number): Promise<Result<TaskPage>> {
	if (page > 1) return success(pageOf([], client.baseUrl));
	const result = await read(client, { method: 'GET', path: endpoints.list });
	if (result.ok) {
		return Array.isArray(result.data)
			? success(pageOf(result.data, client.baseUrl))
			: failure({ kind: 'unreadable', status: 200, message: 'the response has no task list' });
	}
	const { failure: failed } = result;
	// Gateways send the page of their web site for a path that they do not have.
	const isMissing = [400, 404, 405].includes(failed.status ?? 0) || failed.kind === 'unreadable';
	const message = 'this server has no list of tasks';
	return isMissing ? failure({ ...failed, kind: 'notFound', message }) : result;
}

/** Uploads a picture; its address. */
export async function uploadProxyPicture(
	client: ApiClient,
	dataUrl: string,
): Promise<Result<string>> {
	const result = await read(client, {
		path: endpoints.upload,
		body: { base64Array: [dataUrl] },
	});
	if (!result.ok) return result;
	const { result: urls } = isObject(result.data) ? result.data : {};
	const url: unknown = Array.isArray(urls) ? urls[0] : undefined;
	return typeof url === 'string'
		? success(url)
		: failure({ kind: 'unreadable', message: 'the response to the upload names no address' });
}
