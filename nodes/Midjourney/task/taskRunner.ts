import { now } from '../async/sleep';
import { actionOf } from '../model/creation';
import type { Service } from '../service/service';
import type { WaitResult } from './polling/pendingTask';
import { createBatchFetcher } from './polling/batchFetcher';
import { createListTrust } from './polling/listTrust';
import { createPoller } from './polling/poller';
import { minTasksForPage } from './taskList';
import { createStatusFetcher } from './polling/statusFetcher';
import { createTaskCreator, type Created, type CreationResult } from './taskCreator';
import type { Attempt, TaskOrder } from './taskLedger';

/** How one order ended. Whatever has a task ID may have been paid for. */
export type TaskResult =
	| Exclude<CreationResult, Created>
	| { kind: 'created'; taskId: string }
	| { kind: 'ended'; taskId: string; waited: WaitResult };

export interface RunOptions {
	/** Whether to wait for the task's end. */
	isAwaited: boolean;
	/** Milliseconds for a slot of the queue, and again for the task itself. */
	limitMs: number;
	onCreated: (taskId: string) => void;
}

/** Between requests that show all tasks at once: more of them would hardly show any end sooner. */
const sharedIntervalMs = 6_000;

/** All creations and waits of one node run. */
export interface TaskRunner {
	/** Waits for a free place, creates the task or adopts an earlier one, and waits for its end if that is wanted. */
	run(order: TaskOrder, options: RunOptions): Promise<TaskResult>;
	/** Waits for a task that exists already. */
	waitForTask(taskId: string, limitMs: number): Promise<TaskResult>;
	/** Ends every wait and begins nothing more. Results of creations in flight are still received. */
	stop(reason: Error): void;
	/** IDs of the tasks of this run whose end was not seen. */
	unfinished(): string[];
	/** Tasks of an earlier attempt for something else than is wanted now, by idempotency key. */
	readonly replaced: ReadonlyMap<string, string>;
}

/**
 * `orders`: all that the run is known to have; others may come up. `attempt`: what earlier attempts of the execution have created.
 * `maximum`: tokens, or tasks where the service has no prices; Infinity for no limit.
 */
export function createTaskRunner(
	service: Service,
	orders: readonly TaskOrder[],
	attempt: Attempt,
	maximum: number,
): TaskRunner {
	const stopper = new AbortController();
	const { signal: cancelSignal } = service;
	if (cancelSignal?.aborted) stopper.abort(cancelSignal.reason);
	cancelSignal?.addEventListener('abort', () => stopper.abort(cancelSignal.reason), { once: true });
	const { signal } = stopper;

	const trust = createListTrust();
	const fetcher = service.getTasks
		? createBatchFetcher(service, service.getTasks)
		: createStatusFetcher(service, trust);
	const pollIntervalMs = (unfinished: number) => {
		const isShared = service.getTasks && unfinished >= minTasksForPage;
		return Math.max(service.pollIntervalMs?.() ?? 0, isShared ? sharedIntervalMs : 0);
	};
	const poller = createPoller(fetcher, trust, pollIntervalMs, signal);
	const creator = createTaskCreator(service, orders, attempt, maximum, signal);
	const { places } = creator;
	const unfinished = new Set<string>();

	async function waitForEnd(
		order: TaskOrder,
		{ taskId, submittedAt }: Created,
		limitMs: number,
	): Promise<TaskResult> {
		const waited = await poller.waitFor({
			taskId,
			action: actionOf(order.creation),
			isOwn: true,
			deadline: now() + limitMs,
			...(submittedAt === undefined ? {} : { submittedAt }),
		});
		if (waited.kind === 'finished') {
			unfinished.delete(taskId);
			creator.recordEnd(order, waited.task);
		}
		return { kind: 'ended', taskId, waited };
	}

	/** Keeps the place of a task until it has ended, as long as others wait for one. */
	function releaseAtEnd(order: TaskOrder, created: Created): void {
		if (places.waiting === 0) {
			places.release();
			return;
		}
		void waitForEnd(order, created, Infinity)
			.catch(() => undefined)
			.finally(places.release);
	}

	async function run(order: TaskOrder, options: RunOptions): Promise<TaskResult> {
		const { isAwaited, limitMs, onCreated } = options;
		const created = await creator.createOrAdopt(order, limitMs);
		if (created.kind !== 'created') return created;
		const { taskId } = created;
		if (created.submittedAt !== undefined) fetcher.recordCreated(taskId);
		unfinished.add(taskId);
		service.recordCreation?.(taskId, order.creation);
		onCreated(taskId);
		if (!isAwaited) {
			releaseAtEnd(order, created);
			return { kind: 'created', taskId };
		}
		let hasTimedOut = false;
		try {
			const ended = await waitForEnd(order, created, limitMs);
			hasTimedOut = ended.kind === 'ended' && ended.waited.kind === 'timedOut';
			return ended;
		} finally {
			if (hasTimedOut) releaseAtEnd(order, created);
			else places.release();
		}
	}

	return {
		run,
		stop: (reason) => stopper.abort(reason),
		unfinished: () => [...unfinished],
		replaced: creator.replaced,
		waitForTask: async (taskId, limitMs) => ({
			kind: 'ended',
			taskId,
			waited: await poller.waitFor({
				taskId,
				action: '',
				isOwn: false,
				deadline: now() + limitMs,
			}),
		}),
	};
}
