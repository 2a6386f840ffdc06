import { isSafeToRepeat, isUncertain } from '../api/answer';
import type { Answer, Failure } from '../api/answer';
import type { Door } from '../api/request';
import { createTask, listTasks } from '../api/tasks';
import { isLike } from '../model/creation';
import type { Creation } from '../model/creation';
import type { Task } from '../model/task';
import { now, pause } from './clock';
import { untilNextQuestion } from './pace';

/** How a creation ended. `doubt` is a lost answer: the task may exist, unseen. */
export type Submitted =
	| { kind: 'created'; taskId: string; submittedAt: number }
	| { kind: 'refused'; failure: Failure }
	| { kind: 'doubt'; failure: Failure };

export interface Submission {
	creation: Creation;
	/** Until when a full queue or an unreachable service is waited out; milliseconds since 1970. */
	deadline: number;
	/** Ids that belong to an item of this run; the new id is added. */
	claimed: Set<string>;
}

/** Times of an answer are whole seconds; a task may seem that much older than its request. */
const toleranceMs = 2_000;
const looks = 3;
/** An address that cannot be connected to is more likely wrong than busy. */
const connects = 3;
const betweenLooksMs = 2_000;

/** Whether a listed task can be what a creation has made that was sent at `sentAt`, by the service's clock. */
function mayBe(task: Task, { creation, claimed }: Submission, sentAt: number): boolean {
	const submittedAt = Date.parse(task.submittedAt ?? '');
	const isOlder = submittedAt < sentAt - toleranceMs;
	return !isOlder && !claimed.has(task.id) && isLike(task, creation);
}

/** Looks in the task list for the task of a creation whose answer was lost, and claims it. */
async function findLost(
	door: Door,
	submission: Submission,
	sentAt: number,
): Promise<string | undefined> {
	for (let look = 0; look < looks; look++) {
		if (look > 0) await pause(betweenLooksMs, door.signal);
		const page = await listTasks(door, 1);
		if (!page.ok) continue;
		const { tasks, servedAt } = page.data;
		// Clocks differ: the answer tells what the service's shows now.
		const sentThere = sentAt + (servedAt === null ? 0 : servedAt - now());
		const found = tasks.filter((task) => mayBe(task, submission, sentThere));
		// Newest first: the oldest match is the one that was sent first.
		const oldest = found.at(-1);
		if (oldest) {
			submission.claimed.add(oldest.id);
			return oldest.id;
		}
	}
	return undefined;
}

/**
 * Sends a creation, and never a second time unless the service turned the first one away before acting on it
 * (queue full, rate limit, no connection). A lost answer is looked for in the task list instead.
 */
export async function submit(door: Door, submission: Submission): Promise<Submitted> {
	for (let failures = 1; ; failures++) {
		const submittedAt = now();
		const answer: Answer<string> = await createTask(door, submission.creation);
		if (answer.ok) {
			submission.claimed.add(answer.data);
			return { kind: 'created', taskId: answer.data, submittedAt };
		}
		const { failure } = answer;
		door.signal?.throwIfAborted();
		if (isUncertain(failure)) {
			const taskId = await findLost(door, submission, submittedAt);
			return taskId === undefined
				? { kind: 'doubt', failure }
				: { kind: 'created', taskId, submittedAt };
		}
		const wait = untilNextQuestion(
			{
				action: '',
				ageMs: 0,
				progress: null,
				answers: 0,
				failures,
				retryAfterMs: failure.retryAfterMs,
			},
			Math.random(),
		);
		const isHopeless =
			!isSafeToRepeat(failure) || (failure.kind === 'unreachable' && failures >= connects);
		if (isHopeless || now() + wait > submission.deadline) {
			return { kind: 'refused', failure };
		}
		await pause(wait, door.signal);
	}
}
