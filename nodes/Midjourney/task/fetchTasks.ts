import { interruptibleSleep } from '../async/sleep';
import { isFinished, outcomeOf, type Task } from '../model/task';
import { failure, success, type Result } from '../service/result';
import { noRetryPolicy } from '../service/retry';
import type { Service } from '../service/service';
import { confirmationMs } from './polling/pendingTask';
import { minTasksForPage, taskPages } from './taskList';

/** The state of several tasks. */
export interface TaskSnapshot {
	tasks: ReadonlyMap<string, Task>;
	/** Whether every one of them has ended. */
	areFinished: boolean;
}

/** Pages that are read beyond those that the tasks alone would fill: the account may have created others since. */
const furtherPages = 3;

/** From so many wrong guesses on, the list costs less. */
const maxGuesses = 3;

/** A failure counts when a second look shows it too. */
async function confirmFailures(service: Service, tasks: Map<string, Task>): Promise<void> {
	const failed = [...tasks.values()].filter((task) => outcomeOf(task) === 'failure');
	if (failed.length === 0) return;
	await interruptibleSleep(confirmationMs, service.signal);
	for (const { id } of failed) {
		const again = await service.getTask(id);
		if (again.ok) tasks.set(id, again.data);
	}
}

/**
 * Fetches tasks until all are known or one unfinished task is found. `guesses`: the IDs that are likely unfinished; the
 * first of them are fetched first. Returns the failure of the first single-task request that fails; a list page that fails ends the list.
 */
export async function fetchTasks(
	service: Service,
	taskIds: readonly string[],
	guesses: readonly string[] = [],
): Promise<Result<TaskSnapshot>> {
	const wanted = new Set(taskIds);
	const tasks = new Map<string, Task>();
	const isUnfinished = () => [...tasks.values()].some((task) => !isFinished(task));
	const missing = () => wanted.size - tasks.size;
	const isPageWorthwhile = () => missing() >= minTasksForPage && !isUnfinished();

	for (const id of guesses.slice(0, maxGuesses)) {
		if (isUnfinished()) break;
		const result = await service.getTask(id);
		if (result.ok) tasks.set(id, result.data);
	}
	const { getTasks, limits } = service;
	if (getTasks && !isUnfinished()) {
		const result = await getTasks([...wanted].slice(0, limits.idsPerRequest));
		if (result.ok)
			for (const task of result.data) if (wanted.has(task.id)) tasks.set(task.id, task);
	} else if (isPageWorthwhile()) {
		const maxPages = Math.ceil(wanted.size / service.limits.pageSize) + furtherPages;
		for await (const page of taskPages(service, { policy: noRetryPolicy, maxPages })) {
			if (!page.ok) break;
			for (const task of page.data.tasks) if (wanted.has(task.id)) tasks.set(task.id, task);
			if (!isPageWorthwhile()) break;
		}
	}
	for (const id of wanted) {
		if (isUnfinished()) break;
		if (tasks.has(id)) continue;
		const result = await service.getTask(id);
		if (!result.ok) return failure(result.failure);
		tasks.set(id, result.data);
	}
	if (!isUnfinished()) await confirmFailures(service, tasks);
	return success({ tasks, areFinished: missing() === 0 && !isUnfinished() });
}
