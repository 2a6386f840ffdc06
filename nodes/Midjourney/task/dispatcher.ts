import { interruptibleSleep, now } from '../async/sleep';
import type { Failure } from '../service/result';
import type { Congestion, OrderHistory } from './congestion';

/** What became of one request: a task, an end without one, or a refusal, after which the same order may be sent again. */
export type Sent<T> =
	| { kind: 'accepted' | 'over'; value: T }
	| { kind: 'refused'; failure: Failure };

/** How an order left the dispatcher. */
export type Dispatched<T> = { kind: 'sent'; value: T } | { kind: 'refused'; failure: Failure };

interface Order {
	/** Orders without a mark are sent one after the other: the list cannot distinguish their tasks. */
	isMarked: boolean;
	/** Milliseconds that it waits for a place, counted again whenever one was given or became free. */
	limitMs: number;
	/** Whether its turn may come while tasks are under way; looked at again when one of them has ended. */
	isReady(): boolean;
}

/** The turn of an order. `answered`: what follows for this order holds up no other request. */
export interface Turn {
	answered(): void;
}

/**
 * Decides when each creation is sent: while a place in the queue is free, at most five requests at once. A creation that
 * was refused waits here until it may be sent again.
 */
export interface Dispatcher {
	/** Calls `send` at each turn of the order. An accepted order keeps its place until `release`. */
	dispatch<T>(order: Order, send: (turn: Turn) => Promise<Sent<T>>): Promise<Dispatched<T>>;
	/** A task that existed before takes a place. */
	occupy(): void;
	/** A task has ended, and its place is free. */
	release(): void;
	/** Orders that wait for their turn. */
	readonly waiting: number;
}

interface Waiter extends Order, OrderHistory {
	/** The order in which they came. */
	position: number;
	since: number;
	failure?: Failure;
	send(turn: Turn): Promise<void>;
	refuse(failure: Failure): void;
	reject(reason: unknown): void;
}

/** Bounds the timers that older n8n versions leave behind when a sleep is interrupted. */
const maxSleepMs = 30_000;

const noPlace: Failure = { kind: 'queueFull', message: 'no place became free in time' };

/** `signal` ends the wait of every order. */
export function createDispatcher(congestion: Congestion, signal: AbortSignal): Dispatcher {
	const waiters: Waiter[] = [];
	const load = { places: 0, requests: 0, sent: 0 };
	let positions = 0;
	let unmarked = 0;
	let progressAt = now();
	let isRunning = false;
	let interrupt: () => void = () => undefined;
	signal.addEventListener('abort', () => interrupt(), { once: true });

	const overdueAt = ({ since, limitMs }: Waiter) => Math.max(since, progressAt) + limitMs;
	const remove = (waiter: Waiter) => waiters.splice(waiters.indexOf(waiter), 1);

	function mayStart(waiter: Waiter, at: number): boolean {
		const others = waiters.filter((other) => other !== waiter);
		return (
			(waiter.isMarked || unmarked === 0) &&
			(waiter.isReady() || load.places === 0) &&
			congestion.isOpen(waiter, others, load, at)
		);
	}

	/** The request of a waiter is sent; what it leads to is recorded by `send`. */
	async function start(waiter: Waiter): Promise<void> {
		remove(waiter);
		load.places++;
		load.requests++;
		load.sent++;
		if (!waiter.isMarked) unmarked++;
		let isAnswered = false;
		const answered = () => {
			if (!isAnswered) load.requests--;
			isAnswered = true;
			interrupt();
		};
		try {
			await waiter.send({ answered });
		} catch (reason) {
			load.places--;
			waiter.reject(reason);
		} finally {
			if (!waiter.isMarked) unmarked--;
			answered();
		}
	}

	function refuseOverdue(at: number): void {
		for (const waiter of waiters.filter((each) => overdueAt(each) <= at)) {
			remove(waiter);
			waiter.refuse(waiter.failure ?? noPlace);
		}
	}

	async function run(): Promise<void> {
		while (waiters.length > 0 && !signal.aborted) {
			const interruption = new AbortController();
			interrupt = () => interruption.abort();
			const at = now();
			refuseOverdue(at);
			for (const waiter of [...waiters]) if (mayStart(waiter, at)) void start(waiter);
			const moments = waiters.flatMap((each) => [each.dueAt, overdueAt(each)]);
			const next = [...moments, ...congestion.changesAt()].filter((moment) => moment > at);
			const pauseMs = Math.min(...next, at + maxSleepMs) - at;
			if (waiters.length > 0) await interruptibleSleep(pauseMs, interruption.signal);
		}
		isRunning = false;
		if (signal.aborted) for (const waiter of waiters.splice(0)) waiter.reject(signal.reason);
	}

	/** Orders wait in the order in which they came, also after a refusal. */
	function enqueue(waiter: Waiter): void {
		const later = waiters.findIndex(({ position }) => position > waiter.position);
		waiters.splice(later < 0 ? waiters.length : later, 0, waiter);
		interrupt();
		if (isRunning) return;
		isRunning = true;
		void run();
	}

	return {
		dispatch: async (order, send) =>
			await new Promise((resolve, reject) => {
				const waiter: Waiter = {
					...order,
					position: positions++,
					since: now(),
					dueAt: 0,
					refusals: 0,
					refuse: (failure) => resolve({ kind: 'refused', failure }),
					reject,
					async send(turn) {
						const sentBefore = load.sent - 1;
						const sent = await send(turn);
						turn.answered();
						const at = now();
						if (sent.kind !== 'accepted') load.places--;
						if (sent.kind === 'accepted') {
							progressAt = at;
							congestion.recordAccepted(waiter, waiters, load, sentBefore, at);
						}
						if (sent.kind !== 'refused') {
							resolve({ kind: 'sent', value: sent.value });
							return;
						}
						waiter.failure = sent.failure;
						const mayRepeat = congestion.recordRefused(waiter, waiters, load, sent.failure, at);
						if (mayRepeat) enqueue(waiter);
						else waiter.refuse(sent.failure);
					},
				};
				enqueue(waiter);
			}),
		occupy() {
			load.places++;
		},
		release() {
			load.places--;
			progressAt = now();
			congestion.recordReleased(progressAt);
			interrupt();
		},
		get waiting() {
			return waiters.length;
		},
	};
}
