import type { Item } from '../../fields/item';
import { simplifyField } from '../../fields/output';
import { readTaskId, taskIdField } from '../../fields/taskId';
import { ItemError } from '../../model/inputError';
import { isFinished, outcomeOf, type Task } from '../../model/task';
import { toJson, toSimplifiedJson } from '../../output/taskJson';
import { ServiceError } from '../../service/errors';
import type { Failure } from '../../service/result';
import { cancellationPolicy, rateLimitPolicy, retry } from '../../service/retry';
import type { Service } from '../../service/service';
import { getInputTask } from '../../task/inputTask';
import type { ItemOperation } from '../operation';

/** The task after the cancellation, which may need a moment to show. */
async function readAfter(service: Service, taskId: string): Promise<Task> {
	const read = async () => await service.getTask(taskId);
	const { signal } = service;
	const result = await retry(cancellationPolicy, read, { signal, isComplete: isFinished });
	if (result.ok) return result.data;
	const message = `whether task ${taskId} was cancelled: ${result.failure.message}`;
	throw new ServiceError(service, { ...result.failure, message }, { taskId });
}

/** The error of a task that goes on. `refusal`: why, where the service has said it. */
function notCancelled(service: Service, task: Task, refusal?: Failure): ItemError {
	const subject = { taskId: task.id, task: toSimplifiedJson(task, service) };
	if (refusal) return new ServiceError(service, refusal, subject);
	const state = task.progress === null ? task.status : `${task.status}, ${task.progress} %`;
	return new ItemError(
		`The task goes on, although the server took the request to cancel it: its state is ${state}`,
		'At some servers only administrators can cancel tasks. The task is charged when it succeeds; get it with Task > Wait.',
		subject,
	);
}

async function cancelTask({ service }: Item, taskId: string) {
	const before = await getInputTask(service, taskId);
	if (isFinished(before)) return { task: before, isCancelled: false };
	const request = async () => await service.cancelTask(taskId);
	const sent = await retry(rateLimitPolicy, request, { signal: service.signal });
	const refusal = sent.ok ? undefined : sent.failure;
	if (refusal?.kind === 'unsupported') throw new ServiceError(service, refusal, { taskId });
	const task = await readAfter(service, taskId);
	if (!isFinished(task)) throw notCancelled(service, task, refusal);
	return { task, isCancelled: outcomeOf(task) === 'failure' };
}

export const cancel: ItemOperation = {
	resource: 'task',
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel task',
	description: 'End a task that is not finished yet; the output says whether it was cancelled',
	needs: 'cancel',
	endpoint: 'cancel',
	fields: [taskIdField, simplifyField],
	async execute(item) {
		const simplify = item.parameters.flag(simplifyField);
		const { task, isCancelled } = await cancelTask(item, readTaskId(item));
		return [{ json: { ...toJson(task, item.service, simplify), cancelled: isCancelled } }];
	},
};
