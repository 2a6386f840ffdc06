import { failure, success } from '../service/result';
import type { Result } from '../service/result';
import type { Door } from '../service/client';
import { getTask, listTasks } from '../service/ohmygpt/tasks';
import { taskPage } from '../service/ohmygpt/facts/accountLimits';
import { isFinished } from '../model/task';
import type { Task } from '../model/task';

/** What a look at several tasks has shown. */
export interface Look {
	tasks: ReadonlyMap<string, Task>;
	/** Whether every one of them has ended. */
	areFinished: boolean;
}

/** From so many tasks on, pages of the task list tell more than questions for each. */
const many = 3;
/** Pages read beyond those that the tasks alone would fill: the account may have made others since. */
const furtherPages = 3;

/**
 * Looks at all tasks with as few requests as possible, and no further than the first that has not ended. `guess` is a task
 * that has probably not: it is asked for first. A request that brings nothing ends it with the failure.
 */
export async function lookAt(
	door: Door,
	taskIds: readonly string[],
	guess?: string,
): Promise<Result<Look>> {
	const wanted = new Set(taskIds);
	const tasks = new Map<string, Task>();
	const isUnfinished = () => [...tasks.values()].some((task) => !isFinished(task));
	const missing = () => wanted.size - tasks.size;

	if (guess !== undefined) {
		const answer = await getTask(door, guess);
		if (answer.ok) tasks.set(guess, answer.data);
	}
	const pages = Math.ceil(wanted.size / taskPage.max) + furtherPages;
	for (let page = 1; page <= pages && missing() >= many && !isUnfinished(); page++) {
		const answer = await listTasks(door, page);
		if (!answer.ok) break;
		for (const task of answer.data.tasks) if (wanted.has(task.id)) tasks.set(task.id, task);
		if (answer.data.tasks.length < taskPage.max) break;
	}
	for (const id of wanted) {
		if (isUnfinished()) break;
		if (tasks.has(id)) continue;
		const answer = await getTask(door, id);
		if (!answer.ok) return failure(answer.failure);
		tasks.set(id, answer.data);
	}
	return success({ tasks, areFinished: missing() === 0 && !isUnfinished() });
}
