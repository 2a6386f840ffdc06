import { isTransient, success } from '../service/result';
import type { Result, Failure } from '../service/result';
import type { Door } from '../service/client';
import { listTasks } from '../service/ohmygpt/tasks';
import type { TaskPage } from '../service/ohmygpt/tasks';
import { taskPage } from '../service/ohmygpt/facts/accountLimits';
import { hasOwnSeed, isCreatedBy } from '../model/creation';
import type { Creation } from '../model/creation';
import { outcomeOf } from '../model/task';
import type { Task } from '../model/task';
import { now, delay } from '../async/sleep';

/** What is kept over the attempts of one execution, by order key. */
export interface Memory {
	/** Ids of the tasks that were made. */
	tasks: Record<string, string>;
	/** When creations were sent of which nobody knows what came; milliseconds since 1970. */
	lost: Record<string, number>;
}

/** A task that is wanted. */
export interface Entry {
	/** Tells it from all others of the execution, the same at every attempt. */
	key: string;
	creation: Creation;
}

/** Which task belongs to which entry, so that none is paid twice and none serves two. */
export interface Ledger {
	/** Looks for tasks that earlier attempts of this execution have made; `taskOf` knows them then. */
	recall(): Promise<Result<undefined>>;
	taskOf(key: string): string | undefined;
	/** Claims a task for an entry; false where another has it. */
	claim(key: string, taskId: string): boolean;
	isClaimed(taskId: string): boolean;
	/** Forgets a task that has failed, so that a new attempt makes a new one. */
	forget(key: string): void;
	/** When a creation of the entry was sent of which nobody knows what came. */
	lostAt(key: string): number | undefined;
	/** Notes such a creation; undefined when it is known that nothing came of it. */
	setLost(key: string, sentAt: number | undefined): void;
}

/** Pages that are read at the most: 50 unfinished tasks and what has been finished since fit easily. */
const pagesRead = 25;
/** A worker that has died is replaced within this time; others may have made tasks since. */
const takeoverMs = 120_000;

const triesForPage = 4;
const betweenTriesMs = 2_000;

/** A gateway that is confused for a moment may answer that there is no such address. */
const isWorthAnotherTry = (failed: Failure) => isTransient(failed) || failed.kind === 'gone';

async function readPage(door: Door, page: number): Promise<Result<TaskPage>> {
	let answer = await listTasks(door, page);
	for (let tries = 1; tries < triesForPage; tries++) {
		if (answer.ok || !isWorthAnotherTry(answer.failure)) return answer;
		await delay(Math.max(betweenTriesMs, answer.failure.retryAfterMs ?? 0), door.signal);
		answer = await listTasks(door, page);
	}
	return answer;
}

/** Whether the next page may show tasks of an attempt that was broken off a moment ago. */
function isRecent({ tasks, servedAt }: TaskPage): boolean {
	const oldest = Date.parse(tasks.at(-1)?.submittedAt ?? '');
	return tasks.length === taskPage.max && oldest > (servedAt ?? now()) - takeoverMs;
}

/**
 * Tasks that this execution has made at an earlier attempt, told by their seeds. Pages are read, newest first, as
 * long as they show such tasks, or only tasks of the last moments; on a first run that is one page. A list that this
 * account cannot read at all shows none; one that cannot be read for the moment is a failure, since paying twice is
 * worse than stopping.
 */
async function findTraceable(door: Door, creations: readonly Creation[]): Promise<Result<Task[]>> {
	const found: Task[] = [];
	for (let page = 1; page <= pagesRead; page++) {
		const answer = await readPage(door, page);
		if (!answer.ok && isTransient(answer.failure)) return answer;
		if (!answer.ok) break;
		const { tasks } = answer.data;
		const ours = tasks.filter((task) => creations.some((each) => isCreatedBy(each, task)));
		found.push(...ours);
		const isFull = tasks.length === taskPage.max;
		if (!(ours.length > 0 && isFull) && !isRecent(answer.data)) break;
	}
	return success(found.filter((task) => outcomeOf(task) !== 'failure'));
}

/** `entries` are all that the run is going to want; the list is read only where one of them can be told by its seed. */
export function openLedger(door: Door, memory: Memory, entries: readonly Entry[]): Ledger {
	const { tasks, lost } = memory;
	const claimed = new Set(Object.values(tasks));

	function claim(key: string, taskId: string): boolean {
		if (claimed.has(taskId)) return false;
		claimed.add(taskId);
		tasks[key] = taskId;
		delete lost[key];
		return true;
	}

	return {
		async recall() {
			const sought = entries.filter(
				({ key, creation }) => tasks[key] === undefined && hasOwnSeed(creation),
			);
			if (sought.length === 0) return success(undefined);
			const found = await findTraceable(
				door,
				entries.map(({ creation }) => creation),
			);
			if (!found.ok) return found;
			for (const { key, creation } of sought) {
				const match = found.data.find((task) => isCreatedBy(creation, task) && !claimed.has(task.id));
				if (match) claim(key, match.id);
			}
			return success(undefined);
		},
		taskOf: (key) => tasks[key],
		claim,
		isClaimed: (taskId) => claimed.has(taskId),
		forget(key) {
			delete tasks[key];
		},
		lostAt: (key) => lost[key],
		setLost(key, sentAt) {
			if (sentAt === undefined) delete lost[key];
			else lost[key] = sentAt;
		},
	};
}
