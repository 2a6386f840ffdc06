import type { IDataObject } from 'n8n-workflow';

import { finalStatuses } from '../facts/taskStates';
import { parseButtons } from '../model/button';
import { isObject, textOrNull } from '../model/json';
import { outcomeOf, poolNamed, type Task } from '../model/task';
import { seedOf } from '../prompt/parse';
import type { Service } from '../service/service';

/** Tokens that a task has cost: its price after success, 0 after failure, null before its end. */
export const costOf = (task: Task, { priceOf }: Pick<Service, 'priceOf'>): number | null =>
	({ success: priceOf(task.pool, task.action), failure: 0, pending: null })[outcomeOf(task)];

/** The output with Simplify on. */
export function toSimplifiedJson(task: Task, service: Pick<Service, 'priceOf'>): IDataObject {
	return {
		taskId: task.id,
		// A service may have another word for it.
		status: outcomeOf(task) === 'success' ? finalStatuses.success[0] : task.status,
		action: task.action,
		mode: task.pool,
		prompt: task.prompt,
		progress: task.progress,
		imageUrl: task.pictures[0]?.url ?? null,
		buttons: task.buttons.map(({ label, emoji, customId }) => ({ label, emoji, customId })),
		failReason: task.failReason,
		submittedAt: task.submittedAt,
		startedAt: task.startedAt,
		finishedAt: task.finishedAt,
		costTokens: costOf(task, service),
		seed: seedOf(task.prompt) ?? null,
	};
}

/** The output of a task: simplified, or as the service sent it. */
export const toJson = (task: Task, service: Service, simplify: boolean): IDataObject =>
	simplify ? toSimplifiedJson(task, service) : task.received;

/**
 * The task in an item's JSON: simplified, as the service sent it, or with the envelope around it; undefined where there
 * is none. The simplified JSON has a URL of the picture without its source, so such a task has no pictures.
 */
export function readTaskJson(json: IDataObject, service: Service): Task | undefined {
	const task = service.readTask(json);
	if (task === undefined)
		return isObject(json.data) ? readTaskJson(json.data as IDataObject, service) : undefined;
	return {
		...task,
		pool: task.pool || poolNamed(textOrNull(json.mode) ?? ''),
		buttons: task.buttons.length > 0 ? task.buttons : parseButtons(json.buttons),
		submittedAt: task.submittedAt ?? textOrNull(json.submittedAt),
		startedAt: task.startedAt ?? textOrNull(json.startedAt),
		finishedAt: task.finishedAt ?? textOrNull(json.finishedAt),
		received: json,
	};
}
