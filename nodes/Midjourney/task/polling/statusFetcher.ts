import { concurrency } from '../../async/concurrency';
import { mapConcurrently } from '../../async/mapConcurrently';
import { now } from '../../async/sleep';
import { success } from '../../service/result';
import type { Service } from '../../service/service';
import { minTasksForPage } from '../taskList';
import { createListPositions } from './listPositions';
import type { ListTrust } from './listTrust';
import type { PollResponse } from './pendingTask';

/** One request: for tasks that are due, and others that its response will show as well. */
export interface StatusRequest {
	due: readonly string[];
	piggyback: readonly string[];
}

/** Fetches the status of tasks. */
export interface StatusFetcher {
	/** Divides the due tasks into requests. */
	plan(due: readonly string[], open: readonly string[]): StatusRequest[];
	/** Every due task gets a result; others may. */
	fetch(request: StatusRequest): Promise<ReadonlyMap<string, PollResponse>>;
	/** Records a task that this run has just created, the newest of all. */
	recordCreated(taskId: string): void;
}

type Responses = Map<string, PollResponse>;

/** After so many useless pages in a row the list is not used for a while. */
const maxUselessPages = 2;
const listPauseMs = 60_000;

/**
 * Fetches few tasks one by one, and many by pages of the task list, each page for all tasks that should be on it.
 * A task that is not where it was expected is fetched by its ID.
 */
export function createStatusFetcher(service: Service, trust: ListTrust): StatusFetcher {
	const { pageSize } = service.limits;
	const positions = createListPositions(pageSize);
	let uselessPages = 0;
	let listUsableAt = 0;

	/** IDs by the page that should show them. */
	function groupByPage(ids: readonly string[]): Map<number, string[]> {
		const pages = new Map<number, string[]>();
		for (const id of ids) {
			const page = positions.pageOf(id);
			pages.set(page, [...(pages.get(page) ?? []), id]);
		}
		return pages;
	}

	function plan(due: readonly string[], open: readonly string[]): StatusRequest[] {
		const ids = [...new Set(due)];
		const isUsable = listUsableAt <= now() && !trust.isRefuted;
		const listed = isUsable ? [...new Set(open)].filter(positions.isListed) : [];
		if (listed.length < minTasksForPage) return ids.map((id) => ({ due: [id], piggyback: [] }));
		const others = groupByPage(listed.filter((id) => !ids.includes(id)));
		return [
			...ids.filter((id) => !positions.isListed(id)).map((id) => ({ due: [id], piggyback: [] })),
			...[...groupByPage(ids.filter(positions.isListed))].map(([page, onPage]) => ({
				due: onPage,
				piggyback: others.get(page) ?? [],
			})),
		];
	}

	async function fetchSingly(ids: readonly string[]): Promise<Array<[string, PollResponse]>> {
		return await mapConcurrently(ids, concurrency.statusReads, async (id) => [
			id,
			{ result: await service.getTask(id), isListed: false },
		]);
	}

	function recordUse(isUseful: boolean): void {
		uselessPages = isUseful ? 0 : uselessPages + 1;
		if (uselessPages >= maxUselessPages) listUsableAt = now() + listPauseMs;
	}

	/** Fetches tasks that a page did not show: few by their IDs, many by the page where they should be now. */
	async function fetchMissing(ids: readonly string[], responses: Responses): Promise<void> {
		const listed = ids.filter(positions.isListed);
		const pages = listed.length < minTasksForPage ? [] : [...groupByPage(listed)];
		const onPages = pages.flatMap(([, onPage]) => onPage);
		const single = ids.filter((id) => !onPages.includes(id));
		for (const [id, response] of await fetchSingly(single)) responses.set(id, response);
		for (const [page, onPage] of pages) {
			await fetchPage(page, { due: onPage, piggyback: [] }, responses);
		}
	}

	async function fetchPage(
		page: number,
		{ due, piggyback }: StatusRequest,
		responses: Responses,
	): Promise<void> {
		const result = await service.listTasks(page);
		if (!result.ok) {
			recordUse(false);
			// A failure of the list is none of the tasks, unless every request would be one too many.
			const { kind } = result.failure;
			const isForAll = uselessPages === 1 && (kind === 'rateLimit' || kind === 'unreachable');
			const failed = isForAll
				? due.map((id) => [id, { result, isListed: true }] as const)
				: await fetchSingly(due);
			for (const [id, each] of failed) responses.set(id, each);
			return;
		}
		const { tasks } = result.data;
		tasks.forEach((task, i) => {
			positions.recordSeen(task.id, (page - 1) * pageSize + i);
			trust.recordListed(task);
			responses.set(task.id, { result: success(task), isListed: true });
		});
		const shown = tasks.map(({ id }) => id);
		const isMissing = (id: string) => !responses.has(id);
		for (const id of [...due, ...piggyback].filter(isMissing)) {
			positions.recordMissing(id, page, shown);
		}
		// A full page without our tasks is full of tasks of others.
		recordUse(shown.length === pageSize || !due.every(isMissing));
		await fetchMissing(due.filter(isMissing), responses);
	}

	return {
		plan,
		async fetch(request) {
			const { due, piggyback } = request;
			const [first] = due;
			if (first === undefined || due.length + piggyback.length === 1) {
				return new Map(await fetchSingly(due));
			}
			const responses: Responses = new Map();
			await fetchPage(positions.pageOf(first), request, responses);
			return responses;
		},
		recordCreated: (taskId) => positions.recordCreated(taskId),
	};
}
