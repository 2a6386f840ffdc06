import { interruptibleSleep, now } from '../async/sleep';
import { isTransient } from './failures';
import type { Failure, Result } from './result';

/** Pause in milliseconds after the n-th bad attempt of its kind, from 1; undefined for no further attempt. */
type Backoff = (attempts: number, failure?: Failure) => number | undefined;

/** When a request is sent again. */
export interface RetryPolicy {
	isRetried(failure: Failure): boolean;
	backoff: Backoff;
	/** For data that is not complete yet; no further attempt where it is left out. */
	incompleteBackoff?: Backoff;
	/** Milliseconds. A longer Retry-After ends the retry, or counts as this much. */
	maxPauseMs: number;
	isRetryAfterCut?: boolean;
}

const seconds =
	(...list: number[]): Backoff =>
	(attempts) => {
		const pause = list[attempts - 1];
		return pause === undefined ? undefined : pause * 1000;
	};

/** `spread` of 0.1 means up to 5 % earlier or later, so that items do not retry at the same moment. */
const exponential = (attempts: number, firstMs: number, maxMs: number, spread: number) =>
	Math.min(maxMs, firstMs * 2 ** Math.min(attempts - 1, 20)) *
	(1 - spread / 2 + spread * Math.random());

const minute = 60_000;

const definePolicy = (
	isRetried: RetryPolicy['isRetried'],
	backoff: Backoff,
	maxPauseMs: number,
	incompleteBackoff?: Backoff,
): RetryPolicy => ({ isRetried, backoff, maxPauseMs, incompleteBackoff });

/** Any request, writing ones too, that the service rejects as one too many. Many items at once are no mistake. */
export const rateLimitPolicy = definePolicy(
	({ kind }) => kind === 'rateLimit',
	(attempts) => (attempts < 6 ? exponential(attempts, 1_000, minute, 1) : undefined),
	minute,
);

/** For callers that have another way when a request fails. */
export const noRetryPolicy = definePolicy(
	() => false,
	() => undefined,
	0,
);

/** One odd response proves nothing, whatever it says; but what a service does not have does not come. */
const unlessUnsupported: RetryPolicy['isRetried'] = ({ kind }) => kind !== 'unsupported';

/** Pages of the task list. */
export const listPolicy = definePolicy(unlessUnsupported, seconds(2, 2, 2), minute);

/**
 * Searches for a creation whose response was lost: a request that was cut off may still be worked on, and the list may lag.
 * Within four minutes several looks can be the proof, since a task that appears during one spoils it. A list that cannot be
 * read is read four times.
 */
export const recoveryPolicy = definePolicy(
	unlessUnsupported,
	seconds(2, 4, 8),
	minute,
	seconds(2, 4, 6, 10, 18, 30, 50, 40, 20, 20, 20),
);

/** Downloads of pictures. */
export const picturePolicy = definePolicy(isTransient, seconds(2, 6), minute);

/** Finished tasks that do not name their picture yet. */
export const pictureUrlPolicy = definePolicy(
	() => true,
	seconds(3, 3, 3),
	minute,
	seconds(3, 3, 3, 6, 10),
);

/** Reads of a task that was just cancelled, until it shows. */
export const cancellationPolicy = definePolicy(
	isTransient,
	seconds(2, 4, 8),
	minute,
	seconds(1, 2, 4),
);

/**
 * Confirmation of a report that a task may have ended. The sender may not repeat it, so the task is read for two minutes while
 * the answers are bad, or while it still looks unfinished. That there is no such task is believed sooner.
 */
export const confirmationPolicy: RetryPolicy = {
	...definePolicy(
		() => true,
		(attempts, failure) =>
			failure?.kind === 'unknownTask' && attempts > 2
				? undefined
				: seconds(2, 2, 4, 8, 16, 30, 30, 30)(attempts),
		minute,
		seconds(2, 4, 8, 16, 32, 60),
	),
	isRetryAfterCut: true,
};

/** Where a request has to be made again in any case, a longer Retry-After counts as one odd response. Milliseconds. */
export const oddRetryAfterMs = 2 * minute;

interface RetryOptions<T> {
	/** Ends the retry; the last result is returned. */
	signal?: AbortSignal;
	/** Milliseconds since 1970. A retry that would begin after it is not made. */
	deadline?: number;
	isComplete?: (data: T) => boolean;
	/** Waits before the next attempt; an interruptible sleep by default. */
	sleep?: (ms: number, failure?: Failure) => Promise<void>;
}

/**
 * Sends a request, and again as its policy says. Retry-After is always obeyed where it asks for a longer pause.
 * Returns the last result; never throws by itself.
 */
export async function retry<T>(
	policy: RetryPolicy,
	attempt: () => Promise<Result<T>>,
	options: RetryOptions<T> = {},
): Promise<Result<T>> {
	const { signal, deadline = Infinity, isComplete = () => true } = options;
	const sleep = options.sleep ?? (async (ms) => await interruptibleSleep(ms, signal));
	let failures = 0;
	let incomplete = 0;
	for (;;) {
		const result = await attempt();
		if (result.ok && isComplete(result.data)) return result;
		const failed = result.ok ? undefined : result.failure;
		if (result.ok) failures = 0;
		if (failed && !policy.isRetried(failed)) return result;
		const backoff = failed
			? policy.backoff(++failures, failed)
			: policy.incompleteBackoff?.(++incomplete);
		if (backoff === undefined || signal?.aborted) return result;
		const retryAfterMs = failed?.retryAfterMs ?? 0;
		const { maxPauseMs, isRetryAfterCut } = policy;
		const pauseMs = Math.max(
			backoff,
			isRetryAfterCut ? Math.min(retryAfterMs, maxPauseMs) : retryAfterMs,
		);
		if (pauseMs > maxPauseMs || now() + pauseMs > deadline) return result;
		await sleep(pauseMs, failed);
		if (signal?.aborted) return result;
	}
}

/** Milliseconds from a Retry-After header, given in seconds or as a date. `at`: milliseconds since 1970. */
export function parseRetryAfter(header: unknown, at: number): number | undefined {
	if (typeof header !== 'string' && typeof header !== 'number') return undefined;
	const text = String(header).trim();
	if (/^\d{1,7}$/.test(text)) return Number(text) * 1000;
	const date = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - at);
}
