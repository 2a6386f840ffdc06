import { now } from '../../async/sleep';
import { isFinished, outcomeOf, type Task } from '../../model/task';
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
	/** Whether this execution has created the task, so that it exists and the key was right. */
	isOwn: boolean;
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
	/** Whether the last response came from the list, and when a query was the last one; milliseconds since 1970. */
	isListed: boolean;
	queriedAt: number;
	/** Whether the next poll has to be a query of this task. */
	needsQuery: boolean;
	/** Whether the last response has shown the task as failed. */
	hasFailed: boolean;
	/** Whether its deadline has passed, and the last poll is under way. */
	isLastPoll: boolean;
	task?: Task;
	/** The first response with progress. */
	firstProgress?: { ageMs: number; progress: number };
	lastFailure?: Failure;
	resolve(result: WaitResult): void;
	reject(reason: unknown): void;
}

/** Tentative failures end the wait after so many in a row; for a task that is known to exist that is about three minutes. */
const maxTentativeFailures = { ofKnownTask: 8, ofOthers: 3 };

/** A task that existed before is polled at once. */
export function createPending(
	request: WaitRequest,
	stats: DurationStats,
	ends: Pick<PendingTask, 'resolve' | 'reject'>,
): PendingTask {
	const since = request.submittedAt ?? now();
	const pending: PendingTask = {
		...request,
		...ends,
		...{ since, dueAt: 0, responses: 0, failures: 0, tentativeFailures: 0, queriedAt: since },
		...{ isListed: false, needsQuery: false, hasFailed: false, isLastPoll: false },
	};
	if (request.submittedAt !== undefined) scheduleNextPoll(pending, stats);
	return pending;
}

export function scheduleNextPoll(pending: PendingTask, stats: DurationStats): void {
	if (pending.failures === 0 && pending.task && isFinished(pending.task)) {
		pending.dueAt = now() + (pending.hasFailed ? confirmationMs : 0);
		return;
	}
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

/** The response to one poll. */
export interface PollResponse {
	result: Result<Task>;
	/** Whether it comes from the list, and not from a query of this task. */
	isListed: boolean;
}

/**
 * A task that only the list has shown for so long is queried by itself: the list may show it as it was. Milliseconds, while
 * the list is not confirmed and afterwards.
 */
const maxUnqueriedMs = { unconfirmed: 90_000, confirmed: 300_000 };
/** An end that was seen once is looked at again after this time. */
export const confirmationMs = 2_000;

/** Whether the list has shown that the task has succeeded, and no query has confirmed it. */
export const isListedEnd = ({ task, isListed }: PendingTask) =>
	isListed && task !== undefined && outcomeOf(task) === 'success';

/**
 * Records a task that was read; its end ends the wait. A failure counts when a second look shows it too, and what the list
 * shows only where the list `isConfirmed`.
 */
function applyTask(pending: PendingTask, task: Task, isListed: boolean, isConfirmed: boolean) {
	Object.assign(pending, { task, failures: 0, tentativeFailures: 0, lastFailure: undefined });
	pending.responses++;
	pending.isListed = isListed;
	if (!isListed) pending.queriedAt = now();
	const { progress } = task;
	if (progress !== null && progress > 0) {
		pending.firstProgress ??= { ageMs: now() - pending.since, progress };
	}
	const outcome = outcomeOf(task);
	const isSeenAgain = outcome !== 'failure' || pending.hasFailed;
	pending.hasFailed = outcome === 'failure';
	const isBelieved = isSeenAgain && (!isListed || isConfirmed);
	if (isFinished(task) && isBelieved) return { kind: 'finished' as const, task };
	const { confirmed, unconfirmed } = maxUnqueriedMs;
	const isUnqueried = now() - pending.queriedAt > (isConfirmed ? confirmed : unconfirmed);
	pending.needsQuery = isFinished(task) || task.status === 'UNKNOWN' || isUnqueried;
	return undefined;
}

/**
 * Records a response; a result ends the wait. `hasWorked`: whether this run has seen the service accept its key and address,
 * so that a refusal of them has to come again and again.
 */
export function applyResponse(
	pending: PendingTask,
	{ result, isListed }: PollResponse,
	{ isConfirmed, hasWorked }: { isConfirmed: boolean; hasWorked: boolean },
): WaitResult | undefined {
	if (result.ok) return applyTask(pending, result.data, isListed, isConfirmed);
	const { failure } = result;
	const { effect, ends } = rowOf(failure);
	pending.lastFailure = failure;
	pending.failures++;
	if (effect === 'tentative' || ends === 'run') pending.tentativeFailures++;
	const isKnown = pending.isOwn || pending.task !== undefined;
	const { ofKnownTask, ofOthers } = maxTentativeFailures;
	const isOver =
		(ends === 'run' && !hasWorked) ||
		pending.tentativeFailures >= (isKnown ? ofKnownTask : ofOthers);
	return isOver ? { kind: 'refused', failure, task: pending.task } : undefined;
}
