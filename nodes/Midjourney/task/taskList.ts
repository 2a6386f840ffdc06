import { listPolicy, retry, type RetryPolicy } from '../service/retry';
import type { Result } from '../service/result';
import type { Service, TaskPage } from '../service/service';

/** From so many tasks on, one page of the list costs less than a request for each. */
export const minTasksForPage = 3;

/** Pages of the task list, newest first. Ends after the last page, or with the first failure. */
export async function* taskPages(
	service: Service,
	{ policy = listPolicy, maxPages = Infinity }: { policy?: RetryPolicy; maxPages?: number } = {},
): AsyncGenerator<Result<TaskPage>, void> {
	const { signal, limits } = service;
	for (let page = 1; page <= maxPages; page++) {
		const result = await retry(policy, async () => await service.listTasks(page), { signal });
		yield result;
		if (!result.ok) return;
		const { tasks, total } = result.data;
		const isLast =
			total === null ? tasks.length < limits.pageSize : page * limits.pageSize >= total;
		if (tasks.length === 0 || isLast) return;
	}
}
