import { now } from '../async/sleep';
import type { Task } from '../model/task';
import { success, type Result } from '../service/result';
import { listPolicy, retry, type RetryPolicy } from '../service/retry';
import type { Service, TaskPage } from '../service/service';

/** From so many tasks on, one page of the list costs less than a request for each. */
export const minTasksForPage = 3;

interface Paging {
	policy?: RetryPolicy;
	maxPages?: number;
	/** No retry begins after it; milliseconds since 1970. */
	deadline?: number;
	/** Whether pages end when as many tasks were read as the service says that there are. True unless given. */
	isTotalTrusted?: boolean;
}

/**
 * Pages of the task list. Ends with the first failure, with a page that is empty or shows nothing new, or when as many
 * tasks were read as there are. A page may be shorter than it was asked for.
 */
export async function* taskPages(
	service: Service,
	{ policy = listPolicy, maxPages = Infinity, deadline, isTotalTrusted = true }: Paging = {},
): AsyncGenerator<Result<TaskPage>, void> {
	const { signal } = service;
	const seen = new Set<string>();
	for (let page = 1; page <= maxPages; page++) {
		const read = async () => await service.listTasks(page);
		const result = await retry(policy, read, { signal, ...(deadline ? { deadline } : {}) });
		yield result;
		if (!result.ok) return;
		const { tasks, total } = result.data;
		const before = seen.size;
		for (const { id } of tasks) seen.add(id);
		if (seen.size === before) return;
		if (isTotalTrusted && total !== null && seen.size >= total) return;
	}
}

/** Rows of the list. */
export interface ListRows {
	/** Each task once. */
	tasks: Task[];
	/** How far the service's clock is ahead of ours, in milliseconds. */
	clockAheadMs: number;
}

/** The list from its first page back to a moment, as far as it was read. */
export interface ListView extends ListRows {
	/** When the first page was requested, by our clock; milliseconds since 1970. */
	readAt: number;
	/** Whether the pages fit together and every row could be read. */
	isConsistent: boolean;
	/** Whether these are all tasks of the account. */
	isEntire: boolean;
}

export const submittedAtMs = ({ submittedAt }: Task) => Date.parse(submittedAt ?? '');

/** Whether no task is newer than the one before it. A time that cannot be read proves no order. */
export const isNewestFirst = (tasks: readonly Task[]) =>
	tasks.every((task, i) => {
		const before = tasks[i - 1];
		const at = submittedAtMs(task);
		return !Number.isNaN(at) && (before === undefined || at <= submittedAtMs(before));
	});

/** Pages that are read at most: enough for 50 unfinished tasks and those that have ended since. */
const maxPages = 25;

/**
 * Reads pages until one ends with a task that `isOlder`, or the list ends. Without order all tasks of the page have to be.
 * `isOlder` is given the rows that were read so far.
 */
export async function readBack(
	service: Service,
	isOlder: (task: Task, rows: ListRows) => boolean,
	paging: Paging = {},
): Promise<Result<ListView>> {
	const readAt = now();
	const tasks = new Map<string, Task>();
	const sizes: number[] = [];
	let clockAheadMs = 0;
	let total: number | null = null;
	let areReadable = true;
	for await (const page of taskPages(service, { maxPages, isTotalTrusted: false, ...paging })) {
		if (!page.ok) return page;
		const { data } = page;
		if (sizes.length === 0) clockAheadMs = (data.servedAt ?? readAt) - readAt;
		for (const task of data.tasks) tasks.set(task.id, task);
		sizes.push(data.tasks.length);
		areReadable &&= data.receivedCount === data.tasks.length;
		total = data.total;
		const rows = { tasks: [...tasks.values()], clockAheadMs };
		const last = isNewestFirst(data.tasks) ? data.tasks.slice(-1) : data.tasks;
		if (last.every((task) => isOlder(task, rows))) break;
	}
	const filled = sizes.filter((size) => size > 0);
	const [fullSize = 0] = filled;
	const isEvenlyPaged = filled.every((size, i) =>
		i === filled.length - 1 ? size <= fullSize : size === fullSize,
	);
	return success({
		tasks: [...tasks.values()],
		readAt,
		clockAheadMs,
		isConsistent: areReadable && isEvenlyPaged,
		// A total may be that of the page, and pages may repeat: only an empty one is behind the end.
		isEntire: sizes.at(-1) === 0 && tasks.size === total,
	});
}
