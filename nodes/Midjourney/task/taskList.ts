import type { Failure } from '../service/result';
import type { Door } from '../service/client';
import { listTasks } from '../service/ohmygpt/tasks';
import { taskPage } from '../service/ohmygpt/facts/accountLimits';
import type { Task } from '../model/task';

/**
 * The account's tasks, newest first, page by page. New tasks push older ones onto later pages while paging,
 * so each task is given once and none is missed. A page that cannot be had ends it with the failure.
 */
export async function* eachTask(door: Door): AsyncGenerator<Task, Failure | undefined> {
	const given = new Set<string>();
	for (let page = 1; ; page++) {
		const answer = await listTasks(door, page);
		if (!answer.ok) return answer.failure;
		const { tasks, total } = answer.data;
		for (const task of tasks) {
			if (given.has(task.id)) continue;
			given.add(task.id);
			yield task;
		}
		const isLast = total === null ? tasks.length < taskPage.max : page * taskPage.max >= total;
		if (tasks.length === 0 || isLast) return undefined;
	}
}
