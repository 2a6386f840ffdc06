import { durations, usualDuration } from '../facts/durations';

/** What is known of an unfinished task when the next question is planned. Times in milliseconds. */
export interface Sight {
	action: string;
	/** Since the task was submitted, or first asked for. */
	ageMs: number;
	/** Percent; null before the first answer and where the service gives none. */
	progress: number | null;
	/** An earlier answer that gave progress, if there was one. */
	before?: { ageMs: number; progress: number };
	/** How many answers there have been. */
	answers: number;
	/** Bad answers in a row. */
	failures: number;
	retryAfterMs?: number;
	/** How long such tasks have taken in this run, where that is known. */
	learnedMs?: number;
}

const second = 1000;
const closest = 1.5 * second;
const farthest = 15 * second;
const longestAfterFailure = 60 * second;
const firstAfterFailure = 2 * second;
/** Below this much time left a forecast is good enough to ask right after it. */
const near = 20 * second;
const afterForecast = 0.4 * second;
/** Two sightings tell a pace when they are this many percent apart. */
const telling = 10;

const within = (ms: number, low: number, high: number) => Math.min(high, Math.max(low, ms));

/** Milliseconds that the task still needs, going by its progress; undefined where that tells nothing. */
function forecast({ ageMs, progress, before }: Sight): number | undefined {
	if (progress === null || progress <= 0) return undefined;
	const done = before ? progress - before.progress : 0;
	const pace = before && done >= telling ? (ageMs - before.ageMs) / done : ageMs / progress;
	return pace * (100 - progress);
}

function usually(sight: Sight): number {
	const { action, ageMs, answers, learnedMs } = sight;
	const { soonest, typical } = durations[action] ?? usualDuration;
	if (answers === 0) return Math.max(0, soonest * second - ageMs);
	const left = forecast(sight);
	if (left === undefined) {
		// Nothing to go by but time: towards the usual end in leaps, past it with growing patience.
		const untilUsual = (learnedMs ?? typical * second) - ageMs;
		return within(untilUsual > 0 ? untilUsual * 0.6 : ageMs * 0.1, closest * 2, farthest);
	}
	return within(left > near ? left * 0.7 : left + afterForecast, closest, farthest);
}

/**
 * Milliseconds until a task should be asked for again: not before it can be done, then aimed at its end.
 * Bad answers double the distance. `random` (0 to 1) spreads the questions of many executions.
 */
export function untilNextQuestion(sight: Sight, random: number): number {
	const { failures, retryAfterMs = 0 } = sight;
	const usual =
		failures === 0
			? usually(sight)
			: Math.min(longestAfterFailure, firstAfterFailure * 2 ** Math.min(failures - 1, 10));
	return Math.max(usual * (0.95 + 0.1 * random), retryAfterMs);
}
