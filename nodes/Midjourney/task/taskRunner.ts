import { createSemaphore } from '../async/semaphore';
import { now } from '../async/sleep';
import { actionOf, hasOwnSeed, type Creation } from '../model/creation';
import { outcomeOf } from '../model/task';
import { rowOf } from '../service/failures';
import type { Failure } from '../service/result';
import type { Service } from '../service/service';
import { createBudget } from './budget';
import { createDispatcher } from './dispatcher';
import type { WaitResult } from './polling/pendingTask';
import { createPoller } from './polling/poller';
import { createStatusFetcher } from './polling/statusFetcher';
import { submit, type SubmitResult } from './submit';
import { createTaskLedger, type AttemptState, type TaskOrder } from './taskLedger';

/** How one order ended. Whatever has a task ID may have been paid for. */
export type TaskResult =
	| { kind: 'created'; taskId: string }
	| { kind: 'notStarted'; reason: Failure | 'maximumCost' }
	| { kind: 'refused'; failure: Failure }
	| { kind: 'doubt'; failure: Failure; candidates: string[] }
	| { kind: 'ended'; taskId: string; waited: WaitResult };

export interface RunOptions {
	/** Whether to wait for the task's end. */
	isAwaited: boolean;
	/** Milliseconds for a slot of the queue, and again for the task itself. */
	limitMs: number;
	onCreated: (taskId: string) => void;
}

/** All creations and waits of one node run. */
export interface TaskRunner {
	/** Waits for a free slot, creates the task or adopts an earlier one, and waits for its end if that is wanted. */
	run(order: TaskOrder, options: RunOptions): Promise<TaskResult>;
	/** Waits for a task that exists already. */
	waitForTask(taskId: string, limitMs: number): Promise<TaskResult>;
	/** Ends every wait and begins nothing more. Results of creations in flight are still received. */
	stop(reason: Error): void;
	/** IDs of the tasks of this run whose end was not seen. */
	unfinished(): string[];
}

/**
 * `orders`: all that the run is going to have. `attemptState`: what earlier attempts of the execution have created.
 * `maximumCost`: tokens; Infinity for no limit.
 */
export function createTaskRunner(
	service: Service,
	orders: readonly TaskOrder[],
	attemptState: AttemptState,
	maximumCost: number,
): TaskRunner {
	const stopper = new AbortController();
	const { signal: cancelSignal } = service;
	if (cancelSignal?.aborted) stopper.abort(cancelSignal.reason);
	cancelSignal?.addEventListener('abort', () => stopper.abort(cancelSignal.reason), { once: true });
	const { signal } = stopper;

	const slots = createSemaphore(service.limits.unfinishedTasks);
	const fetcher = createStatusFetcher(service);
	const poller = createPoller(fetcher, signal);
	const ledger = createTaskLedger(service, attemptState, orders);
	const budget = createBudget(maximumCost);
	const dispatcher = createDispatcher(signal);
	/** Creations without their own seed cannot be matched to a task with certainty, so they are sent one after the other. */
	const untraceableMutex = createSemaphore(1);
	const unfinished = new Set<string>();
	/** Why no further creation is sent. */
	let closedBy: Failure | undefined;
	let recovery: Promise<void> | undefined;

	/** Tokens that a creation is going to cost; an unknown button counts as a new grid. */
	const expectedPrice = (creation: Creation) =>
		service.priceOf(creation.pool, actionOf(creation) || 'IMAGINE') ?? 0;

	/** Tasks of earlier attempts count as spent before anything new begins. */
	async function recoverEarlierTasks(): Promise<void> {
		const recovered = await ledger.recoverEarlierTasks();
		if (!recovered.ok) closedBy ??= recovered.failure;
		else {
			for (const { idempotencyKey, creation } of orders) {
				if (ledger.taskOf(idempotencyKey) !== undefined) budget.spend(expectedPrice(creation));
			}
		}
	}

	/** The result of an order that is not sent. An earlier attempt may have sent it, and its response may be lost. */
	const notSent = (key: string, reason: Failure) =>
		ledger.unconfirmedSince(key) === undefined
			? { kind: 'notStarted' as const, reason }
			: { kind: 'doubt' as const, failure: reason, candidates: [] };

	async function create(order: TaskOrder, deadline: number) {
		const send = async () =>
			await dispatcher.run(async () => {
				signal.throwIfAborted();
				if (closedBy) return notSent(order.idempotencyKey, closedBy);
				const context = { service, ledger, dispatcher, signal };
				const submitted: SubmitResult = await submit(context, order, deadline);
				if (submitted.kind === 'refused' && rowOf(submitted.failure).ends !== 'request') {
					closedBy ??= submitted.failure;
				}
				return submitted;
			});
		return hasOwnSeed(order.creation) ? await send() : await untraceableMutex.use(send);
	}

	/** The task of an order: an earlier attempt's, or a new one within the budget. */
	async function createOrAdopt(order: TaskOrder, price: number, limitMs: number) {
		const key = order.idempotencyKey;
		recovery ??= recoverEarlierTasks();
		await recovery;
		const earlier = ledger.taskOf(key);
		if (earlier !== undefined) return { kind: 'created' as const, taskId: earlier };
		if (closedBy) return notSent(key, closedBy);
		if (!budget.reserve(price)) {
			return { kind: 'notStarted' as const, reason: 'maximumCost' as const };
		}
		const created = await create(order, now() + limitMs);
		// A task in doubt counts as spent.
		if (created.kind === 'refused' || created.kind === 'notStarted') budget.refund(price);
		if (created.kind === 'created') fetcher.recordCreated(created.taskId);
		return created;
	}

	async function waitForEnd(
		{ idempotencyKey, creation }: TaskOrder,
		created: { taskId: string; submittedAt?: number },
		price: number,
		limitMs: number,
	): Promise<TaskResult> {
		const { taskId, submittedAt } = created;
		const waited = await poller.waitFor({
			taskId,
			action: actionOf(creation),
			deadline: now() + limitMs,
			...(submittedAt === undefined ? {} : { submittedAt }),
		});
		if (waited.kind === 'finished') {
			unfinished.delete(taskId);
			if (outcomeOf(waited.task) === 'failure') {
				budget.refund(price);
				ledger.forget(idempotencyKey);
			}
		}
		return { kind: 'ended', taskId, waited };
	}

	const releaseSlot = () => {
		slots.release();
		dispatcher.slotReleased();
	};

	async function run(order: TaskOrder, options: RunOptions): Promise<TaskResult> {
		const { isAwaited, limitMs, onCreated } = options;
		const price = expectedPrice(order.creation);
		await slots.acquire();
		let isSlotKept = false;
		try {
			signal.throwIfAborted();
			const created = await createOrAdopt(order, price, limitMs);
			if (created.kind !== 'created') return created;
			const { taskId } = created;
			unfinished.add(taskId);
			onCreated(taskId);
			if (isAwaited) return await waitForEnd(order, created, price, limitMs);
			if (slots.waiting > 0) {
				// Others wait for a slot, which is free only when this task has ended.
				isSlotKept = true;
				void waitForEnd(order, created, price, limitMs)
					.catch(() => undefined)
					.finally(releaseSlot);
			}
			return { kind: 'created', taskId };
		} finally {
			if (!isSlotKept) releaseSlot();
		}
	}

	return {
		run,
		stop: (reason) => stopper.abort(reason),
		unfinished: () => [...unfinished],
		waitForTask: async (taskId, limitMs) => ({
			kind: 'ended',
			taskId,
			waited: await poller.waitFor({ taskId, action: '', deadline: now() + limitMs }),
		}),
	};
}
