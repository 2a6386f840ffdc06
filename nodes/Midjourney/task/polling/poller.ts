import type { Result } from '../../service/result';
import type { Task } from '../../model/task';
import type { Asker, Question } from './statusFetcher';
import { now, interruptibleSleep } from '../../async/sleep';
import { createDurationStats } from './durationStats';
import { begin, heard, plan } from './pendingTask';
import type { Awaited, Wait, Waited } from './pendingTask';

export interface Watch {
	/** Resolves when the task is final, its deadline passes or asking is pointless. Rejects when the execution is stopped. */
	until(awaited: Awaited): Promise<Waited>;
}

/** A page of the task list is waited for so long before its tasks are asked for again. */
const patienceMs = 10_000;
/** Tasks that join or fall due within this time are asked for together. */
const gatherMs = 20;
/** Bounds the timers that older n8n versions leave behind when a rest is cut short. */
const longestRestMs = 30_000;

/**
 * The one polling loop of a node run. Tasks join at any time, and each is asked for when it is due;
 * a slow answer holds up no other task. The loop ends with its last task, or as soon as the signal fires.
 */
export function startWatch(asker: Asker, signal?: AbortSignal): Watch {
	const waits = new Set<Wait>();
	const learned = createDurationStats();
	let isRunning = false;
	let awayUntil = 0;
	let wake: () => void = () => undefined;
	signal?.addEventListener('abort', () => wake(), { once: true });

	function end(wait: Wait, waited: Waited): void {
		waits.delete(wait);
		if (waited.kind === 'finished') learned.add(waited.task);
		wait.resolve(waited);
	}

	const waitsFor = (ids: readonly string[]) =>
		[...waits].filter(({ taskId }) => ids.includes(taskId));

	/** The service asks the account, not one task, to stay away. */
	function stayAway(answers: ReadonlyMap<string, Result<Task>>): void {
		const asked = [...answers.values()].map((answer) =>
			answer.ok ? 0 : (answer.failure.retryAfterMs ?? 0),
		);
		awayUntil = Math.max(awayUntil, now() + Math.max(0, ...asked));
		for (const wait of waits) wait.dueAt = Math.max(wait.dueAt, awayUntil);
	}

	async function put(question: Question): Promise<void> {
		const due = waitsFor(question.due);
		const isPage = question.due.length + question.along.length > 1;
		for (const wait of due) wait.dueAt = isPage ? 0 : Infinity;
		for (const wait of [...due, ...waitsFor(question.along)]) {
			wait.dueAt = Math.max(wait.dueAt, now() + patienceMs);
		}
		const answers = await asker.ask(question);
		for (const wait of new Set([...due, ...waits])) {
			const answer = answers.get(wait.taskId);
			if (!waits.has(wait) || (!answer && !due.includes(wait))) continue;
			const waited = answer && heard(wait, answer);
			if (waited) end(wait, waited);
			else plan(wait, learned);
		}
		stayAway(answers);
		wake();
	}

	function askForDue(): void {
		const due = [...waits].filter(({ dueAt }) => dueAt <= now());
		if (due.length === 0) return;
		const idle = [...waits].filter(({ dueAt }) => dueAt !== Infinity);
		const ids = (list: Wait[]) => list.map(({ taskId }) => taskId);
		for (const question of asker.questions(ids(due), ids(idle))) put(question).catch(stop);
	}

	function endOverdue(): void {
		for (const wait of waits) {
			if (wait.deadline > now()) continue;
			end(wait, { kind: 'timedOut', task: wait.task, lastFailure: wait.lastFailure });
		}
	}

	function stop(reason: unknown): void {
		for (const wait of waits) wait.reject(reason);
		waits.clear();
	}

	async function run(): Promise<void> {
		try {
			while (waits.size > 0) {
				await interruptibleSleep(gatherMs, signal);
				signal?.throwIfAborted();
				const turn = new AbortController();
				wake = () => turn.abort();
				askForDue();
				endOverdue();
				const next = Math.min(
					...[...waits].map(({ dueAt, deadline }) => Math.min(dueAt, deadline)),
					now() + longestRestMs,
				);
				if (waits.size > 0) await interruptibleSleep(Math.max(0, next - now()), turn.signal);
			}
		} finally {
			isRunning = false;
		}
	}

	async function until(awaited: Awaited): Promise<Waited> {
		return await new Promise((resolve, reject) => {
			waits.add(begin(awaited, learned, { resolve, reject }));
			wake();
			if (isRunning) return;
			isRunning = true;
			run().catch(stop);
		});
	}

	return { until };
}
