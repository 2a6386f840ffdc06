import { durations, usualDuration } from '../../facts/durations';
import type { Task } from '../../model/task';
import { oddRetryAfterMs } from '../../service/retry';

/** What is known of an unfinished task when its next poll is scheduled. Times in milliseconds. */
export interface PollState {
	action: string;
	/** Since the task was submitted, or first polled. */
	ageMs: number;
	/** Percent; null before the first response and where the service gives none. */
	progress: number | null;
	/** The first response with progress, if there was one. */
	firstProgress?: { ageMs: number; progress: number };
	/** Number of good responses. */
	responses: number;
	/** Number of failures in a row. */
	failures: number;
	retryAfterMs?: number;
	/** Median duration of such tasks in this run, where it is known. */
	medianMs?: number;
}

const second = 1000;
const minIntervalMs = 1.5 * second;
const maxIntervalMs = 30 * second;
const maxIntervalWithoutProgressMs = 20 * second;
const maxBackoffMs = 60 * second;
const firstBackoffMs = 2 * second;

/** Percent. Midjourney's progress goes 0, 15, 31, 46, 62, 78, 93. */
const greatestStep = 15;
/** Two responses give a speed when they are this many percent apart. */
const minPercentForSpeed = 20;

/** How the time in which a task may end is searched for its end. */
interface Search {
	/** Into how many parts the polls divide it. */
	parts: number;
	/** Interval of polls as a part of the task's whole duration, and its limit in milliseconds. */
	spacing: number;
	maxMs: number;
}

const singleTask: Search = { parts: 3, spacing: 0.025, maxMs: 5 * second };
/** A poll of one of many tasks returns others as well, so that each needs fewer polls of its own. */
const manyTasks: Search = { parts: 1.2, spacing: 0.06, maxMs: 6 * second };

const clamp = (ms: number, low: number, high: number) => Math.min(high, Math.max(low, ms));

/**
 * Milliseconds until the earliest and the latest end, going by progress; undefined without progress.
 * Progress comes in steps: between two of them the task is anywhere up to the next.
 */
function forecast({ ageMs, progress, firstProgress }: PollState) {
	if (progress === null || progress <= 0) return undefined;
	const done = firstProgress ? progress - firstProgress.progress : 0;
	// No step is greater than what was seen so far.
	const step = Math.min(
		greatestStep,
		firstProgress?.progress ?? progress,
		done > 0 ? done : greatestStep,
	);
	const left = 100 - progress;
	const leastLeft = Math.max(0, left - step);
	const soonest = (ageMs / (progress + step)) * leastLeft;
	const latest = (ageMs / progress) * left;
	if (!firstProgress || done < minPercentForSpeed) return { soonest, latest };
	// A task that has waited before it started is faster than its age suggests.
	const gone = ageMs - firstProgress.ageMs;
	return {
		soonest: Math.min(soonest, (gone / (done + step)) * leastLeft),
		latest: Math.min(latest, (gone / done) * left),
	};
}

function usualDelayMs(state: PollState): number {
	const { action, ageMs, responses, medianMs } = state;
	const { soonest, typical } = durations[action] ?? usualDuration;
	if (responses === 0) return Math.max(0, soonest * second - ageMs);
	const end = forecast(state);
	if (end === undefined) {
		// Without progress only time counts: 60 % of the rest before the usual end, growing intervals after it.
		const untilUsual = (medianMs ?? typical * second) - ageMs;
		return clamp(
			untilUsual > 0 ? untilUsual * 0.6 : ageMs * 0.1,
			minIntervalMs * 2,
			maxIntervalWithoutProgressMs,
		);
	}
	// A run that knows a median has several tasks.
	const { parts, spacing, maxMs } = medianMs === undefined ? singleTask : manyTasks;
	const interval = clamp((ageMs + end.latest) * spacing, minIntervalMs, maxMs);
	return Math.min(maxIntervalMs, Math.max(end.soonest, end.latest / parts, interval));
}

/**
 * Milliseconds until a task should be polled again: not before it can be finished, then close to its expected end.
 * Failures double the interval. `random` (0 to 1) spreads the polls of many executions.
 */
export function nextPollDelayMs(state: PollState, random: number): number {
	const { failures, retryAfterMs = 0 } = state;
	const usual =
		failures === 0
			? usualDelayMs(state)
			: Math.min(maxBackoffMs, firstBackoffMs * 2 ** Math.min(failures - 1, 10));
	return Math.max(usual * (0.95 + 0.1 * random), Math.min(retryAfterMs, oddRetryAfterMs));
}

/** Durations of the tasks that this run has seen finish. */
export interface DurationStats {
	add(task: Task): void;
	/** Median duration of the last tasks of this action, in milliseconds; undefined while there are too few. */
	medianMs(action: string): number | undefined;
}

const maxSamples = 25;
const minSamples = 3;

export function createDurationStats(): DurationStats {
	const byAction = new Map<string, number[]>();
	return {
		add({ action, submittedAt, finishedAt }) {
			const ms = Date.parse(finishedAt ?? '') - Date.parse(submittedAt ?? '');
			if (!(ms > 0)) return;
			byAction.set(action, [...(byAction.get(action) ?? []), ms].slice(-maxSamples));
		},
		medianMs(action) {
			const seen = byAction.get(action) ?? [];
			return seen.length < minSamples
				? undefined
				: [...seen].sort((a, b) => a - b)[Math.floor(seen.length / 2)];
		},
	};
}
