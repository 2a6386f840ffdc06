import type { IDataObject } from 'n8n-workflow';

import { now } from '../../async/sleep';
import { quotedIn, readAll, type CommonCreation } from '../../model/creation';
import type { Task } from '../../model/task';
import { classifyFailure } from '../classifyFailure';
import type { ApiClient } from '../client';
import { findCreatedTaskId } from '../createdTaskId';
import { messageOf } from '../responseMessage';
import { failure, success, type Result } from '../result';
import type { TaskPage } from '../service';
import { readEnvelope } from './envelope';
import { requestLimits, taskPage } from './facts/accountLimits';
import { endpoints } from './facts/endpoints';
import { midjourneyModel } from './facts/vocabulary';
import { exchange, send } from './send';
import { readSingleTask, readTaskPage } from './taskPageReader';
import { parseWireJson } from '../../model/wireJson';

/** The body of each kind of creation: a new kind is one more entry. */
const bodies: {
	[K in CommonCreation['kind']]: (
		creation: Extract<CommonCreation, { kind: K }>,
	) => Promise<IDataObject>;
} = {
	imagine: async ({ prompt, pictures }) => {
		const base64Array = await readAll(pictures);
		return { prompt, ...(base64Array.length > 0 ? { base64Array } : {}) };
	},
	blend: async ({ pictures, dimensions }) => ({
		base64Array: await readAll(pictures),
		dimensions,
	}),
	describe: async ({ picture }) => ({ base64: await picture() }),
	action: async ({ sourceId, customId, mask }) => ({
		taskId: sourceId,
		customId,
		...(mask ? { base64Mask: await mask() } : {}),
	}),
};

const bodyOf = async <K extends CommonCreation['kind']>(
	creation: Extract<CommonCreation, { kind: K }>,
) => await bodies[creation.kind](creation);

/** Reads tasks. Every Midjourney call has the model in its body. */
async function readTasks(
	client: ApiClient,
	path: string,
	body: IDataObject,
	query?: IDataObject,
): Promise<Result<unknown>> {
	const { reading: limits } = requestLimits;
	return await send(client, { path, body: { model: midjourneyModel, ...body }, query, limits });
}

export async function createTask(
	client: ApiClient,
	creation: CommonCreation,
): Promise<Result<string>> {
	const sent = await exchange(client, {
		path: endpoints[creation.kind],
		body: {
			model: midjourneyModel,
			type: creation.pool,
			...(await bodyOf(creation)),
			...(creation.webhookUrl ? { webhook: creation.webhookUrl } : {}),
		},
	});
	if (!sent.ok) return sent;
	const quoted = quotedIn(creation);
	const result = readEnvelope(sent.data, now(), quoted);
	const body = parseWireJson(sent.data.body);
	const sourceId = creation.kind === 'action' ? creation.sourceId : undefined;
	const id = findCreatedTaskId(body, result.ok, sourceId);
	if (id !== undefined) return success(id);
	if (!result.ok) return result;
	const message = messageOf(body);
	const kind = classifyFailure({ status: 400, message, quoted });
	return kind === 'refused'
		? failure({ kind: 'unreadable', status: 200, message: 'the response has no task ID' })
		: failure({ kind, status: 200, message, isReadable: true });
}

export async function getTask(
	client: ApiClient,
	contentBaseUrl: string,
	taskId: string,
): Promise<Result<Task>> {
	const result = await readTasks(client, endpoints.query, { taskId });
	if (!result.ok) {
		const { failure: failed } = result;
		return failed.kind === 'notFound' ? failure({ ...failed, kind: 'unknownTask' }) : result;
	}
	const task = readSingleTask(result.data, contentBaseUrl);
	if (!task) {
		const message = 'no task with this ID';
		return failure({ kind: 'unknownTask', status: 200, message, isReadable: true });
	}
	if (task.id === taskId) return success(task);
	const message = `the response is about another task, ${task.id}`;
	return failure({ kind: 'unreadable', status: 200, message });
}

export async function listTasks(
	client: ApiClient,
	contentBaseUrl: string,
	page: number,
): Promise<Result<TaskPage>> {
	const query = { page, pageSize: taskPage.max };
	const result = await readTasks(client, endpoints.taskList, {}, query);
	if (!result.ok) return result;
	// Nothing at all is the page behind the last one; a first page would say so by an empty list.
	const data: unknown = page > 1 && result.data === null ? [] : result.data;
	const read = readTaskPage(data, contentBaseUrl);
	return read
		? success({ ...read, servedAt: result.servedAt ?? null })
		: failure({ kind: 'unreadable', status: 200, message: 'the response has no task list' });
}
