import { isFinished, type Task } from '../../model/task';
import { encodeUrlPart } from '../../model/url';
import { sendRequest, type ApiClient, type ApiRequest } from '../client';
import { failure, success, type Result } from '../result';
import type { TaskPage } from '../service';
import { readResponse } from './proxyEnvelope';
import { endpoints, listPage, requestLimits } from './facts/wire';
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

/** One task for each ID: a gateway may have two rows for one, of which one stands still until the other has ended. */
function latestOfEach(tasks: readonly Task[]): Task[] {
	const latest = new Map<string, Task>();
	for (const task of tasks) {
		const before = latest.get(task.id);
		if (before === undefined || !isFinished(before)) latest.set(task.id, task);
	}
	return [...latest.values()];
}

/** The tasks with these IDs that the server knows. */
export async function getProxyTasks(
	client: ApiClient,
	ids: readonly string[],
): Promise<Result<Task[]>> {
	const result = await read(client, { path: endpoints.listByIds, body: { ids: [...ids] } });
	if (!result.ok) return result;
	if (!Array.isArray(result.data)) {
		return failure({ kind: 'unreadable', status: 200, message: 'the response has no task list' });
	}
	const tasks = result.data.flatMap((row) => readProxyTask(row, client.baseUrl) ?? []);
	return success(latestOfEach(tasks.filter(({ id }) => ids.includes(id))));
}

/**
 * A page of the rows, which come all at once; undefined where nobody knows what is on it, since some servers show their
 * newest tasks only, and a list that ends there has not ended.
 */
function pageOf(rows: readonly unknown[], page: number, baseUrl: string): TaskPage | undefined {
	const start = (page - 1) * listPage;
	if (page > 1 && start >= rows.length && rows.length === listPage) return undefined;
	const received = rows.slice(start, start + listPage);
	const tasks = received.flatMap((row) => readProxyTask(row, baseUrl) ?? []);
	return { tasks, receivedCount: received.length, total: null, servedAt: null };
}

/** Gateways have no list: they refuse, or send the page of their web site. */
export async function listProxyTasks(client: ApiClient, page: number): Promise<Result<TaskPage>> {
	const result = await read(client, { method: 'GET', path: endpoints.list });
	if (!result.ok) {
		const { failure: failed } = result;
		const isMissing = [400, 404, 405].includes(failed.status ?? 0) || failed.kind === 'unreadable';
		const message = 'this server has no list of tasks';
		return isMissing ? failure({ ...failed, kind: 'unsupported', message }) : result;
	}
	if (!Array.isArray(result.data)) {
		return failure({ kind: 'unreadable', status: 200, message: 'the response has no task list' });
	}
	const found = pageOf(result.data, page, client.baseUrl);
	const message = `this server shows its newest ${listPage} tasks only`;
	return found ? success(found) : failure({ kind: 'notFound', status: 200, message });
}
