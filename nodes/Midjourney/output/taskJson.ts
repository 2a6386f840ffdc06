import type { IDataObject } from 'n8n-workflow';

import { finalStatuses } from '../facts/taskStates';
import { nameOf } from '../model/button';
import { isObject } from '../model/json';
import { outcomeOf, type Task } from '../model/task';
import { seedOf } from '../prompt/parse';
import type { Service } from '../service/service';

/** Tokens that a task has cost: its price after success, 0 after failure, null before its end. */
export const costOf = (task: Task, { priceOf }: Pick<Service, 'priceOf'>): number | null =>
	({ success: priceOf(task.pool, task.action), failure: 0, pending: null })[outcomeOf(task)];

/** The output with Simplify on: at most ten fields, as n8n's guidelines ask. Buttons are the names that Run Action takes. */
export function toSimplifiedJson(task: Task, service: Pick<Service, 'priceOf'>): IDataObject {
	return {
		taskId: task.id,
		// A service may have another word for it.
		status: outcomeOf(task) === 'success' ? finalStatuses.success[0] : task.status,
		progress: task.progress,
		action: task.action,
		prompt: task.prompt,
		imageUrl: task.pictures[0]?.url ?? null,
		costTokens: costOf(task, service),
		seed: seedOf(task.prompt) ?? null,
		buttons: task.buttons.map(nameOf),
		failReason: task.failReason,
	};
}

/** The output of a task: simplified, or as the service sent it. */
export const toJson = (task: Task, service: Service, simplify: boolean): IDataObject =>
	simplify ? toSimplifiedJson(task, service) : task.received;

/**
 * The task in an item's JSON: simplified, as the service sent it, or with the envelope around it; undefined where there
 * is none. The simplified JSON has neither the customIds of buttons nor where a picture comes from: such a task has none.
 */
export function readTaskJson(json: IDataObject, service: Service): Task | undefined {
	const task = service.readTask(json);
	if (task !== undefined || !isObject(json.data)) return task;
	return readTaskJson(json.data as IDataObject, service);
}
