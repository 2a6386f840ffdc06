import type { IDataObject } from 'n8n-workflow';

import type { Creation, LazyDataUrl } from '../../model/creation';
import { isObject } from '../../model/json';
import type { Task } from '../../model/task';
import type { ApiClient } from '../client';
import { failure, success, type Result } from '../result';
import type { TaskPage } from '../service';
import { taskPage } from './facts/accountLimits';
import { endpoints } from './facts/endpoints';
import { midjourneyModel } from './facts/vocabulary';
import { send } from './send';
import { readTask, readTaskId } from './taskReader';

const readAll = async (pictures: readonly LazyDataUrl[]) =>
	await Promise.all(pictures.map(async (picture) => await picture()));

/** The body of each kind of creation: a new kind is one more entry. */
const bodies: {
	[K in Creation['kind']]: (creation: Extract<Creation, { kind: K }>) => Promise<IDataObject>;
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

const bodyOf = async <K extends Creation['kind']>(creation: Extract<Creation, { kind: K }>) =>
	await bodies[creation.kind](creation);

/** Every Midjourney call has the model in its body. */
const sendMidjourney = async (
	client: ApiClient,
	path: string,
	body: IDataObject,
	query?: IDataObject,
) => await send(client, { path, body: { model: midjourneyModel, ...body }, query });

export async function createTask(client: ApiClient, creation: Creation): Promise<Result<string>> {
	const result = await sendMidjourney(client, endpoints[creation.kind], {
		type: creation.pool,
		...(await bodyOf(creation)),
		...(creation.webhookUrl ? { webhook: creation.webhookUrl } : {}),
	});
	if (!result.ok) return result;
	const id = readTaskId(isObject(result.data) ? result.data.taskId : result.data);
	if (id !== undefined) return success(id);
	return failure({ kind: 'unreadable', status: 200, message: 'the response has no task ID' });
}

export async function getTask(
	client: ApiClient,
	contentBaseUrl: string,
	taskId: string,
): Promise<Result<Task>> {
	const result = await sendMidjourney(client, endpoints.query, { taskId });
	if (!result.ok) {
		const { failure: failed } = result;
		return failed.kind === 'notFound' ? failure({ ...failed, kind: 'unknownTask' }) : result;
	}
	const task = readTask(result.data, contentBaseUrl);
	return task
		? success(task)
		: failure({ kind: 'unknownTask', status: 200, message: 'no task with this ID' });
}

export async function listTasks(
	client: ApiClient,
	contentBaseUrl: string,
	page: number,
): Promise<Result<TaskPage>> {
	const query = { page, pageSize: taskPage.max };
	const result = await sendMidjourney(client, endpoints.taskList, {}, query);
	if (!result.ok) return result;
	const { data } = result;
	const list = isObject(data) && Array.isArray(data.tasks) ? data.tasks : [data];
	const tasks = list.flatMap((wire: unknown) => readTask(wire, contentBaseUrl) ?? []);
	const total = isObject(data) && typeof data.total === 'number' ? data.total : null;
	return success({ tasks, total, servedAt: result.servedAt ?? null });
}
