import type { IDataObject } from 'n8n-workflow';

import { endpoints } from './facts/endpoints';
import { taskPage, timeouts } from './facts/accountLimits';
import { midjourneyModel } from './facts/vocabulary';
import type { Creation, LazyDataUrl } from '../../model/creation';
import type { Task } from '../../model/task';
import { failure, success } from '../result';
import type { Result } from '../result';
import { isObject } from './envelope';
import { readTask, readTaskId } from './taskReader';
import { send } from '../client';
import type { Door } from '../client';

const all = async (pictures: readonly LazyDataUrl[]) =>
	await Promise.all(pictures.map(async (picture) => await picture()));

async function toBody(creation: Creation): Promise<IDataObject> {
	switch (creation.kind) {
		case 'imagine': {
			const base64Array = await all(creation.pictures);
			return { prompt: creation.prompt, ...(base64Array.length > 0 ? { base64Array } : {}) };
		}
		case 'blend':
			return { base64Array: await all(creation.pictures), dimensions: creation.dimensions };
		case 'describe':
			return { base64: await creation.picture() };
		case 'action':
			return {
				taskId: creation.sourceId,
				customId: creation.customId,
				...(creation.mask ? { base64Mask: await creation.mask() } : {}),
			};
	}
}

/** Sends a creation once and gives the new task's id. An answer without an id counts as unreadable: a task may exist. */
export async function createTask(door: Door, creation: Creation): Promise<Result<string>> {
	const answer = await send(door, {
		path: endpoints[creation.kind],
		body: {
			model: midjourneyModel,
			type: creation.pool,
			...(await toBody(creation)),
			...(creation.webhookUrl ? { webhook: creation.webhookUrl } : {}),
		},
		timeoutMs: timeouts.creationMs,
	});
	if (!answer.ok) return answer;
	const id = readTaskId(isObject(answer.data) ? answer.data.taskId : answer.data);
	if (id !== undefined) return success(id);
	return failure({ kind: 'unreadable', status: 200, message: 'the answer carries no task id' });
}

/** Reads one task. An answer without a task means that the id is unknown. */
export async function getTask(door: Door, taskId: string): Promise<Result<Task>> {
	const answer = await send(door, {
		path: endpoints.query,
		body: { model: midjourneyModel, taskId },
	});
	if (!answer.ok) {
		const { failure: failed } = answer;
		return failed.kind === 'notFound' ? failure({ ...failed, kind: 'unknownTask' }) : answer;
	}
	const task = readTask(answer.data, door.connection);
	return task
		? success(task)
		: failure({ kind: 'unknownTask', status: 200, message: 'no task with this id' });
}

export interface TaskPage {
	tasks: Task[];
	/** All tasks of the account; null where the service does not say. */
	total: number | null;
	/** The service's own clock, in milliseconds since 1970; null where it does not say. */
	servedAt: number | null;
}

/** Reads one page of the task list, newest first. `page` counts from 1. */
export async function listTasks(
	door: Door,
	page: number,
	pageSize: number = taskPage.max,
): Promise<Result<TaskPage>> {
	const answer = await send(door, {
		path: endpoints.taskList,
		query: { page, pageSize },
		body: { model: midjourneyModel },
	});
	if (!answer.ok) return answer;
	const { data } = answer;
	const list = isObject(data) && Array.isArray(data.tasks) ? data.tasks : [data];
	const tasks = list.flatMap((wire: unknown) => readTask(wire, door.connection) ?? []);
	const total = isObject(data) && typeof data.total === 'number' ? data.total : null;
	return success({ tasks, total, servedAt: answer.servedAt ?? null });
}
