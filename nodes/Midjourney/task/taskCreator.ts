import { now } from '../async/sleep';
import { pools } from '../facts/pools';
import { actionOf } from '../model/creation';
import { isMarked } from '../model/mark';
import { outcomeOf, type Task } from '../model/task';
import { taskFailure } from '../service/errors';
import { isTransient } from '../service/failures';
import type { Failure } from '../service/result';
import type { Service } from '../service/service';
import { createBudget } from './budget';
import { createCircuitBreaker } from './circuitBreaker';
import { createCongestion } from './congestion';
import { createDispatcher, type Dispatcher, type SendResult, type Turn } from './dispatcher';
import { createRecovery } from './recoverLostCreation';
import { createSubmit, type SubmitContext } from './submit';
import { createTaskLedger, type Attempt, type TaskOrder } from './taskLedger';

/** `submittedAt`: when this run has sent the creation; milliseconds since 1970. */
export type Created = { kind: 'created'; taskId: string; submittedAt?: number };

/** How an order got its task, or why it has none. */
export type CreationResult =
	| Created
	| { kind: 'notStarted'; reason: Failure | 'maximum' }
	| { kind: 'refused'; failure: Failure }
	| { kind: 'doubt'; failure: Failure; candidates: string[] };

/** Creates the tasks of one node run, each at most once. */
export interface TaskCreator {
	/** The task of an order: an earlier attempt's, or a new one within the budget. It holds a place until `release`. */
	createOrAdopt(order: TaskOrder, limitMs: number): Promise<CreationResult>;
	/** A task of an order has ended. */
	recordEnd(order: TaskOrder, task: Task): void;
	readonly places: Pick<Dispatcher, 'release' | 'waiting'>;
	/** Tasks of an earlier attempt for something else than is wanted now, by idempotency key. */
	readonly replaced: ReadonlyMap<string, string>;
}

/** No further look for tasks of earlier attempts begins after this time. */
const maxLookMs = 60_000;

/**
 * `orders`: all that the run is known to have; others may come up. `attempt`: what earlier attempts of the execution have created.
 * `maximum`: tokens, or tasks where the service has no prices; Infinity for no limit. `signal` ends everything but requests in flight.
 */
export function createTaskCreator(
	service: Service,
	orders: readonly TaskOrder[],
	attempt: Attempt,
	maximum: number,
	signal: AbortSignal,
): TaskCreator {
	const ledger = createTaskLedger(service, attempt, orders);
	const budget = createBudget(maximum);
	const breaker = createCircuitBreaker();
	/** The list could not be read at the start, so the service may not be there at all. */
	let isListMissing = false;
	const congestion = createCongestion(service.limits.unfinishedTasks, () => isListMissing);
	const dispatcher = createDispatcher(congestion, signal);
	const recovery = createRecovery(service, ledger, signal);
	const context: SubmitContext = {
		...{ service, ledger, recovery, breaker, signal },
		isActedOnWhenRejected: false,
	};
	let earlierTasks: Promise<void> | undefined;

	/**
	 * Tokens that a creation is going to cost. An unknown button counts as a new grid, an unknown pool as the dearest. Where
	 * the service has no prices, each creation counts as one.
	 */
	function expectedPrice({ creation }: TaskOrder): number {
		const priceIn = (pool: string) => service.priceOf(pool, actionOf(creation) || 'IMAGINE');
		return priceIn(creation.pool) ?? Math.max(...pools.map((pool) => priceIn(pool) ?? 1));
	}

	/** An attempt whose state is lost may have sent any of these orders: each is searched for before it is sent again. */
	function doubtEarlier(isSought: (order: TaskOrder) => boolean): void {
		for (const order of orders) {
			const { idempotencyKey: key } = order;
			if (isSought(order) && ledger.taskOf(key) === undefined) {
				ledger.markUnconfirmed(key, attempt.begunAt);
			}
		}
	}

	/**
	 * Tasks of earlier attempts count as spent before anything new begins. Where an attempt may have been broken off and the
	 * list cannot be read for the moment, nothing is created, since paying twice is worse than stopping.
	 */
	async function recoverEarlierTasks(limitMs: number): Promise<void> {
		if (attempt.isRepeated) doubtEarlier(({ creation }) => !isMarked(creation));
		const recovered = await ledger.recoverEarlierTasks(now() + Math.min(limitMs, maxLookMs));
		if (recovered.ok) {
			for (const order of orders) {
				if (ledger.taskOf(order.idempotencyKey) !== undefined) budget.spend(expectedPrice(order));
			}
			return;
		}
		isListMissing = true;
		const { failure } = recovered;
		if (attempt.needsList || (attempt.mayContinue && isTransient(failure))) breaker.open(failure);
		else if (attempt.isRepeated) doubtEarlier(() => true);
	}

	/** The same for an order that came up during the run. */
	async function recoverEarlierTask(order: TaskOrder, limitMs: number): Promise<void> {
		const { idempotencyKey: key, creation } = order;
		const recovered = await ledger.add(order, now() + Math.min(limitMs, maxLookMs));
		if (ledger.taskOf(key) !== undefined) budget.spend(expectedPrice(order));
		else if (attempt.isRepeated && (!recovered.ok || !isMarked(creation))) {
			ledger.markUnconfirmed(key, attempt.begunAt);
		}
	}

	/** The result of an order that is not sent. An earlier attempt may have sent it, and its response may be lost. */
	const notSent = (key: string, reason: Failure) =>
		ledger.unconfirmedSince(key) === undefined
			? { kind: 'notStarted' as const, reason }
			: { kind: 'doubt' as const, failure: reason, candidates: [] };

	/** The price is reserved when it is the order's turn, since tasks before it may fail and cost nothing. */
	async function create(order: TaskOrder, limitMs: number): Promise<CreationResult> {
		const { idempotencyKey: key, creation } = order;
		const price = expectedPrice(order);
		const submit = createSubmit(context, order, limitMs);
		let isReserved = false;
		const send = async (turn: Turn): Promise<SendResult<CreationResult>> => {
			isReserved ||= budget.reserve(price);
			if (!isReserved) return { kind: 'over', value: { kind: 'notStarted', reason: 'maximum' } };
			const sent = await submit(turn);
			if (sent.kind === 'refused') return sent;
			const { kind, value } = sent;
			return { kind, value: value.kind === 'notSent' ? notSent(key, value.failure) : value };
		};
		// Tasks under way may fail, and their prices come back.
		const isReady = () => isReserved || budget.fits(price);
		const settings = { isMarked: isMarked(creation), limitMs, isReady };
		const dispatched = await dispatcher.dispatch(settings, send);
		const result =
			dispatched.kind === 'sent'
				? dispatched.value
				: { kind: 'refused' as const, failure: dispatched.failure };
		// A task in doubt counts as spent.
		const isUnpaid = result.kind === 'refused' || result.kind === 'notStarted';
		if (isReserved && isUnpaid) budget.refund(price);
		if (result.kind === 'refused' && result.failure.kind === 'moderation') {
			ledger.reject(key, result.failure);
		}
		return result;
	}

	async function createOrAdopt(order: TaskOrder, limitMs: number): Promise<CreationResult> {
		const key = order.idempotencyKey;
		earlierTasks ??= recoverEarlierTasks(limitMs);
		await earlierTasks;
		if (!ledger.has(key)) await recoverEarlierTask(order, limitMs);
		signal.throwIfAborted();
		const earlier = ledger.taskOf(key);
		if (earlier !== undefined) {
			dispatcher.occupy();
			return { kind: 'created', taskId: earlier };
		}
		const rejection = ledger.rejectionOf(key);
		if (rejection) return { kind: 'refused', failure: rejection };
		if (breaker.openedBy) return notSent(key, breaker.openedBy);
		return await create(order, limitMs);
	}

	/** Only successes are charged, and only what moderation has rejected is not worth another attempt. */
	function recordEnd(order: TaskOrder, task: Task): void {
		if (outcomeOf(task) !== 'failure') return;
		budget.refund(expectedPrice(order));
		ledger.forget(order.idempotencyKey);
		const failure = taskFailure(task);
		if (failure.kind === 'moderation') ledger.reject(order.idempotencyKey, failure);
	}

	return { createOrAdopt, recordEnd, places: dispatcher, replaced: ledger.replaced };
}
