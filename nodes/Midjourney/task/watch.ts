import type { Answer, Failure } from '../api/answer';
import type { FailureKind } from '../facts/failures';
import { isFinished } from '../model/task';
import type { Task } from '../model/task';
import { isAboutTheKey } from './ask';
import type { Asker, Question } from './ask';
import { now, rest } from './clock';
import { createLearned } from './learned';
import type { Learned } from './learned';
import { untilNextQuestion } from './pace';

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

export interface Watch {
	/** Resolves when the task is final, its deadline passes or asking is pointless. Rejects when the execution is stopped. */
	until(awaited: Awaited): Promise<Waited>;
}

interface Wait extends Awaited {
	since: number;
	/** Infinity while a question is under way. */
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
/** A page that tells about a task on the way is waited for so long before the task is asked for by itself. */
const patienceMs = 5_000;
/** Tasks that join or fall due within this time are asked for together. */
const gatherMs = 20;
/** Bounds the timers that older n8n versions leave behind when a rest is cut short. */
const longestRestMs = 30_000;

function plan(wait: Wait, learned: Learned): void {
	const action = wait.task?.action ?? wait.action;
	const sight = {
		action,
		ageMs: now() - wait.since,
		progress: wait.task?.progress ?? null,
		before: wait.before,
		answers: wait.answers,
		failures: wait.failures,
		retryAfterMs: wait.lastFailure?.retryAfterMs,
		learnedMs: learned.usualMs(action),
	};
	wait.dueAt = now() + untilNextQuestion(sight, Math.random());
}

/** Takes an answer into account; the result ends the wait. */
function heard(wait: Wait, answer: Answer<Task>): Waited | undefined {
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

/**
 * The one polling loop of a node run. Tasks join at any time, and each is asked for when it is due;
 * a slow answer holds up no other task. The loop ends with its last task, or as soon as the signal fires.
 */
export function startWatch(asker: Asker, signal?: AbortSignal): Watch {
	const waits = new Set<Wait>();
	const learned = createLearned();
	let isRunning = false;
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
	function stayAway(answers: ReadonlyMap<string, Answer<Task>>): void {
		const asked = [...answers.values()].map((answer) =>
			answer.ok ? 0 : (answer.failure.retryAfterMs ?? 0),
		);
		const until = now() + Math.max(0, ...asked);
		for (const wait of waits) wait.dueAt = Math.max(wait.dueAt, until);
	}

	async function put(question: Question): Promise<void> {
		const due = waitsFor(question.due);
		for (const wait of due) wait.dueAt = Infinity;
		for (const wait of waitsFor(question.along)) {
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
		while (waits.size > 0) {
			await rest(gatherMs, signal);
			signal?.throwIfAborted();
			const turn = new AbortController();
			wake = () => turn.abort();
			askForDue();
			endOverdue();
			const next = Math.min(
				...[...waits].map(({ dueAt, deadline }) => Math.min(dueAt, deadline)),
				now() + longestRestMs,
			);
			if (waits.size > 0) await rest(Math.max(0, next - now()), turn.signal);
		}
	}

	async function until(awaited: Awaited): Promise<Waited> {
		return await new Promise((resolve, reject) => {
			const since = awaited.submittedAt ?? now();
			const wait = {
				...awaited,
				since,
				dueAt: 0,
				answers: 0,
				failures: 0,
				doubts: 0,
				resolve,
				reject,
			};
			if (awaited.submittedAt !== undefined) plan(wait, learned);
			waits.add(wait);
			wake();
			if (isRunning) return;
			isRunning = true;
			void run()
				.catch(stop)
				.finally(() => {
					isRunning = false;
				});
		});
	}

	return { until };
}
