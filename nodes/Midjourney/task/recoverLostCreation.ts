import type { Failure } from '../service/result';
import type { Door } from '../service/client';
import { listTasks } from '../service/ohmygpt/tasks';
import { actionOf, couldBeCreatedBy, hasOwnSeed } from '../model/creation';
import type { Creation } from '../model/creation';
import type { Task } from '../model/task';
import { now, interruptibleSleep } from '../async/sleep';
import type { Entry, Ledger } from './taskLedger';

/** The task of a creation is known, or, in `doubt`, it may exist and be one of the candidates. */
export type Settled =
	| { kind: 'created'; taskId: string; submittedAt: number }
	| { kind: 'doubt'; failure: Failure; candidates: string[] };

/** A creation whose answer was lost. */
export interface Lost extends Entry {
	/** Milliseconds since 1970. */
	sentAt: number;
	failure: Failure;
}

/** Times of an answer are whole seconds; a task may seem that much older than its request. */
const toleranceMs = 2_000;
/** Pauses before each look for a lost task: a request that was cut off may still be worked on. */
const looksAfterMs = [0, 2_000, 4_000, 6_000];
/** Further ones, as long as the list could not be read at the last. */
const furtherLooksAfterMs = [2_000, 4_000, 8_000];

/** Whether a task may come from a pressed button although its prompt differs: some buttons change it. */
const isPossible = (creation: Creation, task: Task) =>
	creation.kind === 'action' &&
	task.pool === creation.pool &&
	(actionOf(creation) === '' || task.action === actionOf(creation));

/**
 * Tasks of the first page that can have come of a lost creation, and those among them that look like it.
 * Undefined where the list cannot be read.
 */
async function look(door: Door, ledger: Ledger, { creation, sentAt }: Lost) {
	const page = await listTasks(door, 1);
	if (!page.ok) return undefined;
	const { tasks, servedAt } = page.data;
	// Clocks differ: the answer tells what the service's shows now.
	const sentThere = sentAt + (servedAt === null ? 0 : servedAt - now());
	const sourceId = creation.kind === 'action' ? creation.sourceId : undefined;
	const free = tasks.filter(
		({ id, submittedAt }) =>
			id !== sourceId &&
			!ledger.isClaimed(id) &&
			!(Date.parse(submittedAt ?? '') < sentThere - toleranceMs),
	);
	const alike = free.filter((task) => couldBeCreatedBy(creation, task));
	return {
		alike,
		possible: free.filter((task) => alike.includes(task) || isPossible(creation, task)),
	};
}

/**
 * Settles a lost answer by looking into the task list. A seed of its own makes the task certain; without one it is
 * taken only where a single task can be meant, since another person may use the account. Where the list shows
 * that no task has come of it, the result is undefined, and only then may the creation be sent again.
 */
export async function settle(door: Door, ledger: Ledger, lost: Lost): Promise<Settled | undefined> {
	const { key, creation, sentAt, failure } = lost;
	ledger.setLost(key, sentAt);
	let seen: Awaited<ReturnType<typeof look>>;
	for (const [i, wait] of [...looksAfterMs, ...furtherLooksAfterMs].entries()) {
		if (i >= looksAfterMs.length && seen) break;
		await interruptibleSleep(wait, door.signal);
		if (door.signal?.aborted) return { kind: 'doubt', failure, candidates: [] };
		seen = await look(door, ledger, lost);
		const [task, ...others] = seen?.alike ?? [];
		const isCertain = hasOwnSeed(creation) || others.length === 0;
		if (task && isCertain && ledger.claim(key, task.id)) {
			return { kind: 'created', taskId: task.id, submittedAt: sentAt };
		}
	}
	if (seen?.possible.length === 0) {
		ledger.setLost(key, undefined);
		return undefined;
	}
	return { kind: 'doubt', failure, candidates: (seen?.possible ?? []).map(({ id }) => id) };
}
