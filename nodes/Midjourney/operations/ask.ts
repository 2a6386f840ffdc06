import type { Result } from '../service/result';
import { delay } from '../async/sleep';
import { dataOf } from './operation';
import type { Item } from './operation';

const times = 6;
const longestWaitMs = 60_000;

/** Milliseconds before the next question; the spread keeps items apart that were turned away together. */
const untilNext = (asked: number) => 1000 * 2 ** (asked - 1) * (0.5 + Math.random());

/**
 * The data of an answer, or the error that it means. Where the service wants fewer requests, as it does after ten
 * keys a second, the question waits: many items at once are no mistake of the user's.
 */
export async function ask<T>(
	item: Item,
	question: () => Promise<Result<T>>,
	taskId?: string,
): Promise<T> {
	for (let asked = 1; ; asked++) {
		const answer = await question();
		const isTooMuch = !answer.ok && answer.failure.kind === 'rateLimit';
		if (!isTooMuch || asked === times) return dataOf(item, answer, taskId);
		const wait = answer.failure.retryAfterMs ?? untilNext(asked);
		if (wait > longestWaitMs) return dataOf(item, answer, taskId);
		await delay(wait, item.door.signal);
	}
}
