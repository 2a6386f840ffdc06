import { isTransient } from '../service/result';
import type { Result } from '../service/result';
import type { Door } from '../service/client';
import { interruptibleSleep } from '../async/sleep';

/** For questions about a task that was told to have ended: it may still look unfinished for a moment. */
export const lookPausesMs = [2_000, 2_000];

/**
 * Tries again, after each of the pauses, what has failed for a reason that passes or has brought too little; gives the last
 * answer. Only for what is free and changes nothing, like fetching a picture.
 */
export async function inRounds<T>(
	{ signal }: Door,
	pausesMs: readonly number[],
	attempt: () => Promise<Result<T>>,
	isEnough: (data: T) => boolean = () => true,
): Promise<Result<T>> {
	let answer = await attempt();
	for (const pauseMs of pausesMs) {
		if (answer.ok ? isEnough(answer.data) : !isTransient(answer.failure)) break;
		await interruptibleSleep(pauseMs, signal);
		if (signal?.aborted) break;
		answer = await attempt();
	}
	return answer;
}
