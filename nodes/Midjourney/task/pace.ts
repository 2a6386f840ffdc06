import { durations, usualDuration } from '../facts/durations';

/** What is known about an unfinished task when the next question is planned. Times in milliseconds. */
export interface Sight {
	action: string;
	/** Since the task was submitted, or first asked for. */
	ageMs: number;
	/** Percent; null before the first answer and where the service gives none. */
	progress: number | null;
	/** How many answers there have been. */
	answers: number;
	/** Bad answers in a row. */
	failures: number;
	retryAfterMs?: number;
}

const second = 1000;
const closest = 2 * second;
const farthest = 15 * second;
const longestAfterFailure = 60 * second;

const within = (ms: number, low: number, high: number) => Math.min(high, Math.max(low, ms));

function unhurried({ action, ageMs, progress, answers }: Sight): number {
	const { soonest, typical } = durations[action] ?? usualDuration;
	if (answers === 0) return Math.max(0, soonest * second - ageMs);
	// Progress is taken as even: what is left takes as long, percent by percent, as what is done.
	const left =
		progress !== null && progress > 0
			? (ageMs * (100 - progress)) / progress
			: Math.max(typical * second - ageMs, ageMs / 2);
	return within(left * 0.6, closest, farthest);
}

/**
 * Milliseconds until a task should be asked for again: not before it can be done, then closer the nearer it is to its end.
 * Bad answers double the distance. `random` (0 to 1) spreads the questions of many executions.
 */
export function untilNextQuestion(sight: Sight, random: number): number {
	const usual =
		sight.failures === 0
			? unhurried(sight)
			: Math.min(longestAfterFailure, closest * 2 ** Math.min(sight.failures, 10));
	const spread = usual * (0.9 + 0.2 * random);
	return Math.max(spread, sight.retryAfterMs ?? 0);
}
