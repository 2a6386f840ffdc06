import type { Result, Failure } from '../../service/result';
import type { FailureKind } from '../../service/failures';
import { isFinished } from '../../model/task';
import type { Task } from '../../model/task';
import { isAboutTheKey } from './statusFetcher';
import { now } from '../../async/sleep';
import type { DurationStats } from './durationStats';
import { nextPollDelayMs } from './schedule';

/** How a wait ended. A time limit that passes is no failure of the task. */
export type Waited =
	| { kind: 'finished'; task: Task }
	| { kind: 'timedOut'; task?: Task; lastFailure?: Failure }
	| { kind: 'refused'; failure: Failure; task?: Task };

/** Times are milliseconds since 1970. */
export interface Awaited {
	taskId: string;
	/** What the task is expected to be; decides when the first question is due. */
	action: string;
	/** When this run submitted the task; undefined for a task that existed before and may be done. */
	submittedAt?: number;
	deadline: number;
}

/** A task that is waited for, and what was heard of it. */
export interface Wait extends Awaited {
	since: number;
	/** Infinity while a question about this task alone is under way. */
	dueAt: number;
	answers: number;
	/** Bad answers in a row, and doubtful ones among them. */
	failures: number;
	doubts: number;
	task?: Task;
	/** The first sighting that told progress. */
	before?: { ageMs: number; progress: number };
	lastFailure?: Failure;
	resolve(waited: Waited): void;
	reject(reason: unknown): void;
}

/** A new task may be unknown for a moment, and a gateway may be confused for a while. */
const doubtful: readonly FailureKind[] = ['unknownTask', 'notFound', 'refused', 'gone'];
/** So many in a row are believed; a task that is known to exist gets about a minute. */
const doubtsAllowed = { ofKnown: 6, ofOthers: 3 };
/** A wait that has heard nothing yet; a task that existed before is asked for at once. */
export function begin(
	awaited: Awaited,
	learned: DurationStats,
	ends: Pick<Wait, 'resolve' | 'reject'>,
): Wait {
	const since = awaited.submittedAt ?? now();
	const wait = { ...awaited, ...ends, since, dueAt: 0, answers: 0, failures: 0, doubts: 0 };
	if (awaited.submittedAt !== undefined) plan(wait, learned);
	return wait;
}

/** Decides when the task is asked for next. */
export function plan(wait: Wait, learned: DurationStats): void {
	const action = wait.task?.action ?? wait.action;
	const sight = {
		action,
		ageMs: now() - wait.since,
		progress: wait.task?.progress ?? null,
		before: wait.before,
		answers: wait.answers,
		failures: wait.failures,
		retryAfterMs: wait.lastFailure?.retryAfterMs,
		learnedMs: learned.medianMs(action),
	};
	wait.dueAt = now() + nextPollDelayMs(sight, Math.random());
}

/** Takes an answer into account; the result ends the wait. */
export function heard(wait: Wait, answer: Result<Task>): Waited | undefined {
	if (answer.ok) {
		Object.assign(wait, { task: answer.data, failures: 0, doubts: 0, lastFailure: undefined });
		wait.answers++;
		const { progress } = answer.data;
		if (progress !== null && progress > 0) wait.before ??= { ageMs: now() - wait.since, progress };
		return isFinished(answer.data) ? { kind: 'finished', task: answer.data } : undefined;
	}
	wait.lastFailure = answer.failure;
	wait.failures++;
	if (doubtful.includes(answer.failure.kind)) wait.doubts++;
	const isKnown = wait.submittedAt !== undefined || wait.task !== undefined;
	const allowed = isKnown ? doubtsAllowed.ofKnown : doubtsAllowed.ofOthers;
	const isOver = isAboutTheKey(answer.failure) || wait.doubts >= allowed;
	return isOver ? { kind: 'refused', failure: answer.failure, task: wait.task } : undefined;
}
