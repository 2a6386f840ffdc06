import { interruptibleSleep, now } from '../../async/sleep';
import { oddRetryAfterMs } from '../../service/retry';
import type { ListTrust } from './listTrust';
import {
	applyResponse,
	confirmationMs,
	createPending,
	isListedEnd,
	scheduleNextPoll,
	type PendingTask,
	type PollResponse,
	type WaitRequest,
	type WaitResult,
} from './pendingTask';
import { createDurationStats } from './schedule';
import type { StatusFetcher, StatusRequest } from './statusFetcher';

export interface Poller {
	/** Resolves when the task is final, its deadline passes or polling is pointless. Rejects when the execution is stopped. */
	waitFor(request: WaitRequest): Promise<WaitResult>;
}

/** Tasks of a list page in flight are not polled again before this time. */
const pagePatienceMs = 10_000;
/** Tasks that join or fall due within this time are polled together. */
const batchWindowMs = 20;
/** How long the last poll of a task may take whose deadline has passed. */
const lastPollMs = 15_000;
/** Bounds the timers that older n8n versions leave behind when a sleep is interrupted. */
const maxSleepMs = 30_000;

const queryOf = (taskId: string): StatusRequest => ({ due: [taskId], piggyback: [] });

/**
 * The one polling loop of a node run. Tasks join at any time, and each is polled when it is due;
 * a slow response delays no other task. The loop ends with its last task, or as soon as the signal fires.
 * `pollIntervalMs`: milliseconds in which a further request is not worth while, while so many tasks are unfinished.
 */
export function createPoller(
	fetcher: StatusFetcher,
	trust: ListTrust,
	pollIntervalMs: (unfinished: number) => number,
	signal?: AbortSignal,
): Poller {
	const pending = new Set<PendingTask>();
	const stats = createDurationStats();
	let isRunning = false;
	let retryAfter = 0;
	/** Whether this run has seen the service accept a request. */
	let hasWorked = false;
	let interrupt: () => void = () => undefined;
	signal?.addEventListener('abort', () => interrupt(), { once: true });

	function end(task: PendingTask, result: WaitResult): void {
		pending.delete(task);
		if (result.kind === 'finished') stats.add(result.task);
		task.resolve(result);
	}

	const withIds = (ids: readonly string[]) =>
		[...pending].filter(({ taskId }) => ids.includes(taskId));

	/** A Retry-After holds for the account, not for one task. */
	function applyRetryAfter(responses: ReadonlyMap<string, PollResponse>): void {
		const waits = [...responses.values()].map(({ result }) =>
			result.ok ? 0 : (result.failure.retryAfterMs ?? 0),
		);
		retryAfter = Math.max(retryAfter, now() + Math.min(oddRetryAfterMs, Math.max(0, ...waits)));
		for (const task of pending) task.dueAt = Math.max(task.dueAt, retryAfter);
	}

	function receive(task: PendingTask, response: PollResponse | undefined): void {
		if (response?.result.ok) {
			hasWorked = true;
			if (!response.isListed) trust.recordQueried(response.result.data, task.since);
		}
		const { isConfirmed } = trust;
		const ended = response && applyResponse(task, response, { isConfirmed, hasWorked });
		if (ended) end(task, ended);
		else if (task.isLastPoll) timeOut(task);
		else {
			const isTested = [...pending].some((each) => each !== task && isListedEnd(each));
			scheduleNextPoll(task, stats);
			// One query shows whether the list can be believed, for all that it shows as finished.
			if (isListedEnd(task) && isTested) task.dueAt += confirmationMs;
		}
		if (!isConfirmed) return;
		for (const each of pending) {
			if (isListedEnd(each) && each.task) end(each, { kind: 'finished', task: each.task });
		}
	}

	async function poll(request: StatusRequest): Promise<void> {
		const due = withIds(request.due);
		const isPage = request.due.length + request.piggyback.length > 1;
		for (const task of due) task.dueAt = isPage ? 0 : Infinity;
		for (const task of [...due, ...withIds(request.piggyback)]) {
			task.dueAt = Math.max(task.dueAt, now() + pagePatienceMs);
		}
		const sentAt = now();
		const responses = await fetcher.fetch(request);
		for (const task of new Set([...due, ...pending])) {
			const response = responses.get(task.taskId);
			if (pending.has(task) && (response || due.includes(task))) receive(task, response);
		}
		applyRetryAfter(responses);
		const interval = pollIntervalMs(pending.size);
		if (interval > 0)
			for (const task of pending) task.dueAt = Math.max(task.dueAt, sentAt + interval);
		interrupt();
	}

	function pollDueTasks(): void {
		const due = [...pending].filter(({ dueAt }) => dueAt <= now());
		if (due.length === 0) return;
		const idle = [...pending].filter(({ dueAt }) => dueAt !== Infinity);
		const isListable = ({ needsQuery }: PendingTask) => !needsQuery;
		const ids = (tasks: PendingTask[]) => tasks.map(({ taskId }) => taskId);
		const listable = fetcher.plan(ids(due.filter(isListable)), ids(idle.filter(isListable)));
		const queries = ids(due.filter(({ needsQuery }) => needsQuery)).map(queryOf);
		for (const request of [...listable, ...queries]) poll(request).catch(stop);
	}

	const timeOut = (task: PendingTask) =>
		end(task, { kind: 'timedOut', task: task.task, lastFailure: task.lastFailure });

	/** Before a task is given up it is queried once more, unless a poll is under way. */
	function endOverdue(): void {
		for (const task of pending) {
			if (task.deadline > now()) continue;
			if (task.isLastPoll) {
				timeOut(task);
				continue;
			}
			task.isLastPoll = true;
			task.deadline = now() + lastPollMs;
			if (task.dueAt !== Infinity) poll(queryOf(task.taskId)).catch(stop);
		}
	}

	function stop(reason: unknown): void {
		for (const task of pending) task.reject(reason);
		pending.clear();
	}

	async function run(): Promise<void> {
		try {
			while (pending.size > 0) {
				await interruptibleSleep(batchWindowMs, signal);
				signal?.throwIfAborted();
				const interruption = new AbortController();
				interrupt = () => interruption.abort();
				pollDueTasks();
				endOverdue();
				const next = Math.min(
					...[...pending].map(({ dueAt, deadline }) => Math.min(dueAt, deadline)),
					now() + maxSleepMs,
				);
				if (pending.size > 0) {
					await interruptibleSleep(Math.max(0, next - now()), interruption.signal);
				}
			}
		} finally {
			isRunning = false;
		}
	}

	async function waitFor(request: WaitRequest): Promise<WaitResult> {
		return await new Promise((resolve, reject) => {
			if (request.isOwn) hasWorked = true;
			pending.add(createPending(request, stats, { resolve, reject }));
			interrupt();
			if (isRunning) return;
			isRunning = true;
			run().catch(stop);
		});
	}

	return { waitFor };
}
