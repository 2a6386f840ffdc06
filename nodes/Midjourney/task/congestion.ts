import { concurrency } from '../async/concurrency';
import type { Failure } from '../service/result';
import { createQueueLimit } from './queueLimit';
import { obeyedRetryAfterMs, pauseAfter, reactionTo } from './rejection';

/** An order that was refused in words that name no known reason. */
interface Suspicion {
	/** How many requests were sent before the refusal was known. */
	sent: number;
	/** Places that others held. */
	others: number;
	/** Whether another order was accepted since, with no fewer places taken: then the refusal was about this item. */
	isReady: boolean;
}

/** What the service has answered to an order so far. */
export interface OrderHistory {
	/** When the order may be sent again; milliseconds since 1970. */
	dueAt: number;
	refusals: number;
	suspicion?: Suspicion;
}

/** What is under way. */
export interface Load {
	/** Places that are held by tasks and by orders whose turn it is. */
	places: number;
	/** Requests in flight. */
	requests: number;
	/** Requests so far. */
	sent: number;
}

/**
 * What the responses of this run have shown about the queue: how many tasks it takes, whether it is full, and whether a
 * refusal was about the item. Times are milliseconds since 1970.
 */
export interface Congestion {
	/** Whether this order may be sent now. `others`: the other orders that wait. */
	isOpen(order: OrderHistory, others: readonly OrderHistory[], load: Load, at: number): boolean;
	/** A task was created; its place is among those of the load. `sentBefore`: how many requests were sent before its own. */
	recordAccepted(
		order: OrderHistory,
		others: readonly OrderHistory[],
		load: Load,
		sentBefore: number,
		at: number,
	): void;
	/** No task was created. Whether the order may be sent again; it waits until its `dueAt` then. */
	recordRefused(
		order: OrderHistory,
		others: readonly OrderHistory[],
		load: Load,
		failure: Failure,
		at: number,
	): boolean;
	recordReleased(at: number): void;
	/** Moments at which an order may become open. */
	changesAt(): number[];
}

/** How often an order is sent at most, if each response was lost or was a refusal of all orders. */
const maxRepeats = 3;

/** `maximum`: unfinished tasks at once, as the credential says. `isCautious`: one request at a time until one is accepted. */
export function createCongestion(maximum: number, isCautious: () => boolean): Congestion {
	const limit = createQueueLimit(maximum);
	let hasAccepted = false;
	/** One request at a time, until one is accepted. */
	let isTesting = false;
	let pauses = 0;
	let paused = { until: 0, isObeyed: false };

	/** A queue that others fill is tried by one order from time to time; our own tasks show when a place is free. */
	function hold(places: number, at: number): boolean {
		limit.recordRefused(places, at);
		if (places > 0) return true;
		pauses++;
		paused = { until: at + pauseAfter('hold', pauses, Math.random()), isObeyed: false };
		isTesting = true;
		return true;
	}

	function pause(order: OrderHistory, places: number, failure: Failure, at: number): boolean {
		// An address that cannot be connected to is more likely wrong than busy.
		const isWrong = failure.kind === 'unreachable' && !hasAccepted;
		if (isWrong && order.refusals >= maxRepeats) return false;
		pauses++;
		const { retryAfterMs } = failure;
		const pauseMs = Math.max(
			pauseAfter('pause', pauses, Math.random()),
			obeyedRetryAfterMs(retryAfterMs ?? 0, pauses),
		);
		paused = { until: at + pauseMs, isObeyed: retryAfterMs !== undefined };
		isTesting = true;
		if (pauses > 1 && places > 0) limit.recordRefused(places, at);
		return true;
	}

	/** A second refusal is about the item, and so is one while nothing else is under way. */
	function suspect(
		order: OrderHistory,
		others: readonly OrderHistory[],
		{ places, sent }: Load,
		at: number,
	): boolean {
		if (places === 0 || order.suspicion) return false;
		// Two orders that are refused with none accepted between them: the queue is full.
		const isFull = others.some(({ suspicion }) => suspicion && !suspicion.isReady);
		if (isFull) limit.recordRefused(places, at);
		isTesting = !isFull;
		order.suspicion = { sent, others: places, isReady: false };
		return true;
	}

	return {
		isOpen(order, others, { places, requests }, at) {
			const { suspicion, dueAt } = order;
			const isAlone = isTesting || (!hasAccepted && isCautious());
			const isSuspected = suspicion !== undefined && !suspicion.isReady;
			const mayGrow = requests === 0 && limit.growsAt <= at && !isSuspected;
			const isPlaceFree = places < limit.current || (places === limit.current && mayGrow);
			const isWorthwhile =
				!isSuspected ||
				places === 0 ||
				(places < suspicion.others && others.every((other) => other.suspicion !== undefined));
			const maxRequests = isAlone ? 1 : concurrency.creations;
			return (
				isPlaceFree && isWorthwhile && requests < maxRequests && Math.max(dueAt, paused.until) <= at
			);
		},
		recordAccepted({ suspicion }, others, { places }, sentBefore, at) {
			hasAccepted = true;
			isTesting = false;
			pauses = 0;
			// It was refused only for want of a place.
			if (suspicion && !suspicion.isReady) limit.recordRefused(suspicion.others, at);
			limit.recordAccepted(places, at);
			for (const { suspicion: other } of others) {
				if (other && sentBefore >= other.sent && places > other.others) other.isReady = true;
			}
		},
		recordRefused(order, others, load, failure, at) {
			order.refusals++;
			switch (reactionTo(failure)) {
				case 'hold':
					return hold(load.places, at);
				case 'pause':
					return pause(order, load.places, failure, at);
				case 'suspect':
					return suspect(order, others, load, at);
				case 'again':
					order.dueAt = at + pauseAfter('again', order.refusals, Math.random());
					return order.refusals < maxRepeats;
				case 'final':
					return false;
			}
		},
		recordReleased(at) {
			if (!paused.isObeyed) paused.until = Math.min(paused.until, at);
		},
		changesAt: () => [paused.until, limit.growsAt],
	};
}
