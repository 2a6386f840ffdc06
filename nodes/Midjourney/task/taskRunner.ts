import { success } from '../service/result';
import type { Result, Failure } from '../service/result';
import type { Door } from '../service/client';
import type { FailureKind } from '../service/failures';
import { unfinishedTasks } from '../service/ohmygpt/facts/accountLimits';
import { actionOf, hasOwnSeed } from '../model/creation';
import type { Creation } from '../model/creation';
import { outcomeOf, priceOf } from '../model/task';
import { createAsker } from './polling/statusFetcher';
import { createBudget } from './budget';
import { now } from '../async/sleep';
import { createGate } from './dispatcher';
import { openLedger } from './taskLedger';
import type { Entry, Memory } from './taskLedger';
import { createSemaphore } from '../async/semaphore';
import { submit } from './submit';
import { startWatch } from './polling/poller';
import type { Waited } from './polling/pendingTask';

/** How one order ended. Whatever has a task id may have been paid for. */
export type Produced =
	| { kind: 'created'; taskId: string }
	| { kind: 'notStarted'; reason: Failure | 'maximumCost' }
	| { kind: 'refused'; failure: Failure }
	| { kind: 'doubt'; failure: Failure; candidates: string[] }
	| { kind: 'ended'; taskId: string; waited: Waited };

export interface Order extends Entry {
	isAwaited: boolean;
	/** Milliseconds for a place in the queue, and again for the task itself. */
	limitMs: number;
}

export interface BatchOptions {
	/** Everything that is going to be ordered. */
	entries: readonly Entry[];
	/** What earlier attempts of this execution have made. */
	memory: Memory;
	/** Tokens; Infinity for no limit. */
	maximumCost: number;
}

/** All creations and waits of one node run. */
export interface Batch {
	/** Waits for a free place, creates the task or adopts an earlier one, and, if asked to, waits for its end. */
	produce(order: Order, onCreated: (taskId: string) => void): Promise<Produced>;
	/** Waits for a task that exists already. */
	awaitTask(taskId: string, limitMs: number): Promise<Produced>;
	/** Ends every wait and begins nothing more. Creations under way are still heard out. */
	stop(reason: Error): void;
	/** Ids of the tasks of this run that were not seen to end. */
	unfinished(): string[];
}

/** Refusals that every further creation would get as well. */
const closing: readonly FailureKind[] = ['key', 'permission', 'balance', 'gone'];

/** Tokens that a creation is going to cost; a button of which nothing is known is taken for a new grid. */
const expectedPrice = (creation: Creation) =>
	priceOf(creation.pool, actionOf(creation) || 'IMAGINE') ?? 0;

export function startBatch(door: Door, { entries, memory, maximumCost }: BatchOptions): Batch {
	const stopper = new AbortController();
	const { signal } = door;
	if (signal?.aborted) stopper.abort(signal.reason);
	signal?.addEventListener('abort', () => stopper.abort(signal.reason), { once: true });

	const places = createSemaphore(unfinishedTasks[door.connection.membership]);
	const asker = createAsker(door);
	const watch = startWatch(asker, stopper.signal);
	const ledger = openLedger(door, memory, entries);
	const budget = createBudget(maximumCost);
	const gate = createGate(stopper.signal);
	const counter = { door, ledger, gate, signal: stopper.signal };
	const open = new Set<string>();
	let closed: Failure | undefined;
	let recalled: Promise<Result<undefined>> | undefined;

	/** A creation without a seed can be told only while no other of its kind is under way. */
	const oneByOne = createSemaphore(1);

	/** Finds what earlier attempts have made, which counts as spent before anything new is begun. */
	async function recall(): Promise<Result<undefined>> {
		const answer = await ledger.recall();
		if (!answer.ok) return answer;
		for (const { key, creation } of entries) {
			if (ledger.taskOf(key) !== undefined) budget.spend(expectedPrice(creation));
		}
		return success(undefined);
	}

	async function create({ key, creation }: Entry, deadline: number) {
		const send = async () =>
			await gate.pass(async () => {
				stopper.signal.throwIfAborted();
				if (closed) return spared(key, closed);
				const submitted = await submit(counter, { key, creation, deadline });
				if (submitted.kind === 'refused' && closing.includes(submitted.failure.kind)) {
					closed ??= submitted.failure;
				}
				return submitted;
			});
		return hasOwnSeed(creation) ? await send() : await oneByOne.use(send);
	}

	/** Why nothing is sent for an entry; of an earlier attempt's creation it may not be known what came. */
	const spared = (key: string, reason: Failure) =>
		ledger.lostAt(key) === undefined
			? { kind: 'notStarted' as const, reason }
			: { kind: 'doubt' as const, failure: reason, candidates: [] };

	/** The task of an order: an earlier attempt's, or a new one within the budget. */
	async function begin(order: Order, price: number) {
		const { key } = order;
		recalled ??= recall();
		const answer = await recalled;
		if (!answer.ok) closed ??= answer.failure;
		const earlier = ledger.taskOf(key);
		if (earlier !== undefined) return { kind: 'created' as const, taskId: earlier };
		if (closed) return spared(key, closed);
		if (!budget.take(price)) return { kind: 'notStarted' as const, reason: 'maximumCost' as const };
		const created = await create(order, now() + order.limitMs);
		// A task in doubt counts as spent.
		if (created.kind === 'refused' || created.kind === 'notStarted') budget.giveBack(price);
		if (created.kind === 'created') asker.created(created.taskId);
		return created;
	}

	async function finish(
		{ key, creation, limitMs }: Order,
		taskId: string,
		price: number,
		submittedAt?: number,
	): Promise<Produced> {
		const deadline = now() + limitMs;
		const waited = await watch.until({
			taskId,
			action: actionOf(creation),
			deadline,
			...(submittedAt === undefined ? {} : { submittedAt }),
		});
		if (waited.kind === 'finished') {
			open.delete(taskId);
			if (outcomeOf(waited.task) === 'failure') {
				budget.giveBack(price);
				ledger.forget(key);
			}
		}
		return { kind: 'ended', taskId, waited };
	}

	const leave = () => {
		places.release();
		gate.freed();
	};

	async function produce(order: Order, onCreated: (taskId: string) => void): Promise<Produced> {
		const { creation, isAwaited } = order;
		const price = expectedPrice(creation);
		await places.acquire();
		let isHeld = false;
		try {
			stopper.signal.throwIfAborted();
			const begun = await begin(order, price);
			if (begun.kind !== 'created') return begun;
			const { taskId } = begun;
			open.add(taskId);
			onCreated(taskId);
			const submittedAt = 'submittedAt' in begun ? begun.submittedAt : undefined;
			if (isAwaited) return await finish(order, taskId, price, submittedAt);
			if (places.waiting > 0) {
				// Others wait for a place, which is free only when this task has ended.
				isHeld = true;
				void finish(order, taskId, price, submittedAt)
					.catch(() => undefined)
					.finally(leave);
			}
			return { kind: 'created', taskId };
		} finally {
			if (!isHeld) leave();
		}
	}

	return {
		produce,
		stop: (reason) => stopper.abort(reason),
		unfinished: () => [...open],
		awaitTask: async (taskId, limitMs) => ({
			kind: 'ended',
			taskId,
			waited: await watch.until({ taskId, action: '', deadline: now() + limitMs }),
		}),
	};
}
