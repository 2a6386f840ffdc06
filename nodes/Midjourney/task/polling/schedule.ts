import { durations, usualDuration } from '../../facts/durations';

/** What is known of an unfinished task when the next question is planned. Times in milliseconds. */
export interface PollState {
	action: string;
	/** Since the task was submitted, or first asked for. */
	ageMs: number;
	/** Percent; null before the first answer and where the service gives none. */
	progress: number | null;
	/** The first answer that gave progress, if there was one. */
	firstProgress?: { ageMs: number; progress: number };
	/** How many answers there have been. */
	responses: number;
	/** Bad answers in a row. */
	failures: number;
	retryAfterMs?: number;
	/** How long such tasks have taken in this run, where that is known. */
	medianMs?: number;
}

const second = 1000;
const closest = 1.5 * second;
const farthest = 30 * second;
const farthestBlind = 20 * second;
const longestAfterFailure = 60 * second;
const firstAfterFailure = 2 * second;

/** Percent. Midjourney's progress goes 0, 15, 31, 46, 62, 78, 93. */
const greatestStep = 15;
/** Two sightings tell a pace when they are this many percent apart. */
const telling = 20;

/** How the time in which a task may end is searched. */
interface Search {
	/** Into how many parts the questions divide it. */
	parts: number;
	/** Distance of questions as a part of the task's whole time, and its limit in milliseconds. */
	spacing: number;
	widest: number;
}

const alone: Search = { parts: 3, spacing: 0.025, widest: 5 * second };
/** A question for one of many tasks tells of others on the way, so that none of them needs its own so often. */
const amongMany: Search = { parts: 1.2, spacing: 0.06, widest: 6 * second };

const within = (ms: number, low: number, high: number) => Math.min(high, Math.max(low, ms));

/**
 * Milliseconds until the soonest and the latest end, going by progress; undefined where that tells nothing.
 * Progress comes in steps: between two of them the task is anywhere up to the next.
 */
function forecast({ ageMs, progress, firstProgress: before }: PollState) {
	if (progress === null || progress <= 0) return undefined;
	const done = before ? progress - before.progress : 0;
	// No step is greater than what was seen so far.
	const step = Math.min(greatestStep, before?.progress ?? progress, done > 0 ? done : greatestStep);
	const left = 100 - progress;
	const leastLeft = Math.max(0, left - step);
	const soonest = (ageMs / (progress + step)) * leastLeft;
	const latest = (ageMs / progress) * left;
	if (!before || done < telling) return { soonest, latest };
	// A task that has waited before it began is faster than its age tells.
	const gone = ageMs - before.ageMs;
	return {
		soonest: Math.min(soonest, (gone / (done + step)) * leastLeft),
		latest: Math.min(latest, (gone / done) * left),
	};
}

function usually(sight: PollState): number {
	const { action, ageMs, responses: answers, medianMs: learnedMs } = sight;
	const { soonest, typical } = durations[action] ?? usualDuration;
	if (answers === 0) return Math.max(0, soonest * second - ageMs);
	const end = forecast(sight);
	if (end === undefined) {
		// Nothing to go by but time: towards the usual end in leaps, past it with growing patience.
		const untilUsual = (learnedMs ?? typical * second) - ageMs;
		return within(untilUsual > 0 ? untilUsual * 0.6 : ageMs * 0.1, closest * 2, farthestBlind);
	}
	// A run that has learned how long tasks take has several.
	const { parts, spacing, widest } = learnedMs === undefined ? alone : amongMany;
	const apart = within((ageMs + end.latest) * spacing, closest, widest);
	return Math.min(farthest, Math.max(end.soonest, end.latest / parts, apart));
}

/**
 * Milliseconds until a task should be asked for again: not before it can be done, then aimed at its end.
 * Bad answers double the distance. `random` (0 to 1) spreads the questions of many executions.
 */
export function nextPollDelayMs(sight: PollState, random: number): number {
	const { failures, retryAfterMs = 0 } = sight;
	const usual =
		failures === 0
			? usually(sight)
			: Math.min(longestAfterFailure, firstAfterFailure * 2 ** Math.min(failures - 1, 10));
	return Math.max(usual * (0.95 + 0.1 * random), retryAfterMs);
}
