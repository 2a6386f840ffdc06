import { now } from '../../async/sleep';
import { isFinished, type Task } from '../../model/task';
import { rowOf } from '../../service/failures';
import type { Failure, Result } from '../../service/result';
import { nextPollDelayMs, type DurationStats } from './schedule';

/** How a wait ended. A deadline that passes is no failure of the task. */
export type WaitResult =
	| { kind: 'finished'; task: Task }
	| { kind: 'timedOut'; task?: Task; lastFailure?: Failure }
	| { kind: 'refused'; failure: Failure; task?: Task };

/** Times are milliseconds since 1970. */
export interface WaitRequest {
	taskId: string;
	/** The expected action; decides when the first poll is due. */
	action: string;
	/** When this run submitted the task; undefined for a task that existed before and may be finished. */
	submittedAt?: number;
	deadline: number;
}

/** A task that is waited for, and what its responses have shown. */
export interface PendingTask extends WaitRequest {
	since: number;
	/** Infinity while a request for this task alone is in flight. */
	dueAt: number;
	responses: number;
	/** Failures in a row, and tentative ones among them. */
	failures: number;
	tentativeFailures: number;
	task?: Task;
	/** The first response with progress. */
	firstProgress?: { ageMs: number; progress: number };
	lastFailure?: Failure;
	resolve(result: WaitResult): void;
	reject(reason: unknown): void;
}

/** Tentative failures end the wait after so many in a row; for a task that is known to exist that is about a minute. */
const maxTentativeFailures = { ofKnownTask: 6, ofOthers: 3 };

/** A task that existed before is polled at once. */
export function createPending(
	request: WaitRequest,
	stats: DurationStats,
	ends: Pick<PendingTask, 'resolve' | 'reject'>,
): PendingTask {
	const since = request.submittedAt ?? now();
	const counters = { dueAt: 0, responses: 0, failures: 0, tentativeFailures: 0 };
	const pending = { ...request, ...ends, ...counters, since };
	if (request.submittedAt !== undefined) scheduleNextPoll(pending, stats);
	return pending;
}

export function scheduleNextPoll(pending: PendingTask, stats: DurationStats): void {
	const action = pending.task?.action ?? pending.action;
	const state = {
		action,
		ageMs: now() - pending.since,
		progress: pending.task?.progress ?? null,
		firstProgress: pending.firstProgress,
		responses: pending.responses,
		failures: pending.failures,
		retryAfterMs: pending.lastFailure?.retryAfterMs,
		medianMs: stats.medianMs(action),
	};
	pending.dueAt = now() + nextPollDelayMs(state, Math.random());
}

/** Records a response; a result ends the wait. */
export function applyResponse(pending: PendingTask, result: Result<Task>): WaitResult | undefined {
	if (result.ok) {
		const { data: task } = result;
		Object.assign(pending, { task, failures: 0, tentativeFailures: 0, lastFailure: undefined });
		pending.responses++;
		const { progress } = task;
		if (progress !== null && progress > 0) {
			pending.firstProgress ??= { ageMs: now() - pending.since, progress };
		}
		return isFinished(task) ? { kind: 'finished', task } : undefined;
	}
	const { failure } = result;
	pending.lastFailure = failure;
	pending.failures++;
	if (rowOf(failure).effect === 'tentative') pending.tentativeFailures++;
	const isKnown = pending.submittedAt !== undefined || pending.task !== undefined;
	const { ofKnownTask, ofOthers } = maxTentativeFailures;
	const isOver =
		rowOf(failure).ends === 'run' ||
		pending.tentativeFailures >= (isKnown ? ofKnownTask : ofOthers);
	return isOver ? { kind: 'refused', failure, task: pending.task } : undefined;
}
