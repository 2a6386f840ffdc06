import { isPassing } from '../api/answer';
import type { Answer } from '../api/answer';
import type { Door } from '../api/request';
import { rest } from '../task/clock';

const pausesMs = [2_000, 6_000];
const longestPauseMs = 30_000;

/**
 * Tries again, a few times and after a pause, what has failed for a reason that passes. Only for what is free and
 * changes nothing, like fetching a picture.
 */
export async function inRounds<T>(
	{ signal }: Door,
	attempt: () => Promise<Answer<T>>,
): Promise<Answer<T>> {
	let answer = await attempt();
	for (const pauseMs of pausesMs) {
		if (answer.ok || !isPassing(answer.failure)) break;
		const { retryAfterMs = 0 } = answer.failure;
		await rest(Math.min(longestPauseMs, Math.max(pauseMs, retryAfterMs)), signal);
		if (signal?.aborted) break;
		answer = await attempt();
	}
	return answer;
}
