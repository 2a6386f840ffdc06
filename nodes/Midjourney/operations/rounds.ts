import { isPassing } from '../api/answer';
import type { Answer } from '../api/answer';
import type { Door } from '../api/request';
import { rest } from '../task/clock';

/** For questions about a task that was told to have ended: it may still look unfinished for a moment. */
export const lookPausesMs = [2_000, 2_000];

/**
 * Tries again, after each of the pauses, what has failed for a reason that passes or has brought too little; gives the last
 * answer. Only for what is free and changes nothing, like fetching a picture.
 */
export async function inRounds<T>(
	{ signal }: Door,
	pausesMs: readonly number[],
	attempt: () => Promise<Answer<T>>,
	isEnough: (data: T) => boolean = () => true,
): Promise<Answer<T>> {
	let answer = await attempt();
	for (const pauseMs of pausesMs) {
		if (answer.ok ? isEnough(answer.data) : !isPassing(answer.failure)) break;
		await rest(pauseMs, signal);
		if (signal?.aborted) break;
		answer = await attempt();
	}
	return answer;
}
