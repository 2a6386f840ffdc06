import { now } from '../async/sleep';
import { hasOwnSeed, isCreatedBy, type Creation } from '../model/creation';
import { outcomeOf, type Task } from '../model/task';
import { isTransient } from '../service/failures';
import { success, type Result } from '../service/result';
import type { Service, TaskPage } from '../service/service';
import { taskPages } from './taskList';

/** State kept over the attempts of one execution, by idempotency key. */
export interface AttemptState {
	/** IDs of the tasks that were created. */
	tasks: Record<string, string>;
	/** When creations were sent whose result is unknown; milliseconds since 1970. */
	unconfirmed: Record<string, number>;
}

/** A wanted task. */
export interface TaskOrder {
	/** Identifies the order within the execution, the same at every attempt. */
	idempotencyKey: string;
	creation: Creation;
}

/** Which task belongs to which order, so that none is paid twice and none serves two orders. */
export interface TaskLedger {
	/** Finds tasks that earlier attempts of this execution have created; `taskOf` knows them then. */
	recoverEarlierTasks(): Promise<Result<undefined>>;
	taskOf(key: string): string | undefined;
	/** Claims a task for an order; false where another order has it. */
	claim(key: string, taskId: string): boolean;
	isClaimed(taskId: string): boolean;
	/** Forgets a task that has failed, so that a new attempt creates a new one. */
	forget(key: string): void;
	/** When a creation of the order was sent whose result is unknown. */
	unconfirmedSince(key: string): number | undefined;
	markUnconfirmed(key: string, sentAt: number): void;
	/** It is known that the creation made no task. */
	clearUnconfirmed(key: string): void;
}

/** Enough for 50 unfinished tasks and those that have finished since. */
const maxPages = 25;
/** A worker that has crashed is replaced within this time; others may have created tasks since. */
const takeoverMs = 120_000;

/** Whether the next page may show tasks of an attempt that was broken off a moment ago. */
function isRecent({ tasks, servedAt }: TaskPage, pageSize: number): boolean {
	const oldest = Date.parse(tasks.at(-1)?.submittedAt ?? '');
	return tasks.length === pageSize && oldest > (servedAt ?? now()) - takeoverMs;
}

/**
 * Tasks that this execution has created at an earlier attempt, by their seeds. Pages are read as long as they show
 * such tasks, or only very recent ones; on a first run that is one page. A list that this account cannot read at all
 * shows none; one that cannot be read for the moment is a failure, since paying twice is worse than stopping.
 */
async function findBySeed(
	service: Service,
	creations: readonly Creation[],
): Promise<Result<Task[]>> {
	const found: Task[] = [];
	for await (const page of taskPages(service, { maxPages })) {
		if (!page.ok && isTransient(page.failure)) return page;
		if (!page.ok) break;
		const ours = page.data.tasks.filter((task) =>
			creations.some((creation) => isCreatedBy(creation, task)),
		);
		found.push(...ours);
		if (ours.length === 0 && !isRecent(page.data, service.limits.pageSize)) break;
	}
	return success(found.filter((task) => outcomeOf(task) !== 'failure'));
}

/** `orders`: all that the run is going to have; the list is read only where one of them has its own seed. */
export function createTaskLedger(
	service: Service,
	{ tasks, unconfirmed }: AttemptState,
	orders: readonly TaskOrder[],
): TaskLedger {
	const claimed = new Set(Object.values(tasks));

	function claim(key: string, taskId: string): boolean {
		if (claimed.has(taskId)) return false;
		claimed.add(taskId);
		tasks[key] = taskId;
		delete unconfirmed[key];
		return true;
	}

	return {
		async recoverEarlierTasks() {
			const sought = orders.filter(
				({ idempotencyKey, creation }) =>
					tasks[idempotencyKey] === undefined && hasOwnSeed(creation),
			);
			if (sought.length === 0) return success(undefined);
			const found = await findBySeed(
				service,
				orders.map(({ creation }) => creation),
			);
			if (!found.ok) return found;
			for (const { idempotencyKey, creation } of sought) {
				const match = found.data.find(
					(task) => isCreatedBy(creation, task) && !claimed.has(task.id),
				);
				if (match) claim(idempotencyKey, match.id);
			}
			return success(undefined);
		},
		taskOf: (key) => tasks[key],
		claim,
		isClaimed: (taskId) => claimed.has(taskId),
		forget(key) {
			delete tasks[key];
		},
		unconfirmedSince: (key) => unconfirmed[key],
		markUnconfirmed(key, sentAt) {
			unconfirmed[key] = sentAt;
		},
		clearUnconfirmed(key) {
			delete unconfirmed[key];
		},
	};
}
