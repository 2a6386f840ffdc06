import { isSafeToRepeat, isUncertain } from '../api/answer';
import type { Failure } from '../api/answer';
import type { Door } from '../api/request';
import { createTask, listTasks } from '../api/tasks';
import { isLike, isTraceable } from '../model/creation';
import type { Creation } from '../model/creation';
import type { Task } from '../model/task';
import { now, pause } from './clock';
import type { Gate } from './gate';
import type { Ledger } from './ledger';
import { untilNextQuestion } from './pace';

/** How a creation ended. `doubt` is a lost answer: the task may exist, and `candidates` could be it. */
export type Submitted =
	| { kind: 'created'; taskId: string; submittedAt: number }
	| { kind: 'refused'; failure: Failure }
	| { kind: 'doubt'; failure: Failure; candidates: string[] };

export interface Submission {
	/** Tells the order among all of the run. */
	key: string;
	creation: Creation;
	/** Until when a full queue or a busy service is waited out; milliseconds since 1970. */
	deadline: number;
}

/** Times of an answer are whole seconds; a task may seem that much older than its request. */
const toleranceMs = 2_000;
/** Pauses before each look for a lost task: a request that was cut off may still be worked on. */
const looksAfterMs = [0, 2_000, 4_000, 6_000];
/** How often a creation is sent at the most, when each time no task came of it. */
const sendsAllowed = 3;
/** An address that cannot be connected to is more likely wrong than busy. */
const connects = 3;

/** Tasks of the first page that a creation can have made, which was sent at `sentAt`. Undefined where it cannot be read. */
async function likely(
	door: Door,
	ledger: Ledger,
	creation: Creation,
	sentAt: number,
): Promise<Task[] | undefined> {
	const page = await listTasks(door, 1);
	if (!page.ok) return undefined;
	const { tasks, servedAt } = page.data;
	// Clocks differ: the answer tells what the service's shows now.
	const sentThere = sentAt + (servedAt === null ? 0 : servedAt - now());
	return tasks.filter((task) => {
		const isOlder = Date.parse(task.submittedAt ?? '') < sentThere - toleranceMs;
		return !isOlder && !ledger.isClaimed(task.id) && isLike(creation, task);
	});
}

/**
 * Settles a lost answer by looking into the task list. A seed of its own makes the task certain; without one it is
 * taken only where a single task can be meant, since another person may use the account. Where the list shows
 * that no task has come of it, the result is undefined, and only then may the creation be sent again.
 */
async function settle(
	door: Door,
	ledger: Ledger,
	{ key, creation }: Submission,
	sentAt: number,
	lost: Failure,
): Promise<Submitted | undefined> {
	let found: Task[] | undefined;
	for (const wait of looksAfterMs) {
		await pause(wait, door.signal);
		found = await likely(door, ledger, creation, sentAt);
		const [task, ...others] = found ?? [];
		const isCertain = isTraceable(creation) || others.length === 0;
		if (task && isCertain && ledger.claim(key, task.id)) {
			return { kind: 'created', taskId: task.id, submittedAt: sentAt };
		}
	}
	if (found?.length === 0) return undefined;
	return { kind: 'doubt', failure: lost, candidates: (found ?? []).map(({ id }) => id) };
}

const afterRefusal = (failures: number, { retryAfterMs }: Failure) =>
	untilNextQuestion(
		{ action: '', ageMs: 0, progress: null, answers: 0, failures, retryAfterMs },
		Math.random(),
	);

/**
 * Sends a creation. It is sent again only when nothing has come of it: the service turned it away before acting on it
 * (queue full, rate limit, no connection), or its answer was lost and the task list shows no task of it.
 */
export async function submit(
	door: Door,
	ledger: Ledger,
	gate: Gate,
	submission: Submission,
): Promise<Submitted> {
	let losses = 0;
	for (let failures = 1; ; failures++) {
		const submittedAt = now();
		const answer = await createTask(door, submission.creation);
		if (answer.ok) {
			ledger.claim(submission.key, answer.data);
			return { kind: 'created', taskId: answer.data, submittedAt };
		}
		const { failure } = answer;
		door.signal?.throwIfAborted();
		if (isUncertain(failure)) {
			const settled = await settle(door, ledger, submission, submittedAt, failure);
			if (settled) return settled;
			losses++;
		} else if (!isSafeToRepeat(failure)) {
			return { kind: 'refused', failure };
		}
		const isHopeless =
			losses >= sendsAllowed || (failure.kind === 'unreachable' && failures >= connects);
		const wait = afterRefusal(failures, failure);
		if (isHopeless || now() + wait > submission.deadline) return { kind: 'refused', failure };
		if (failure.kind === 'queueFull') gate.full();
		const waited = pause(wait, door.signal);
		await (failure.kind === 'queueFull' ? Promise.race([waited, gate.untilFreed()]) : waited);
	}
}
