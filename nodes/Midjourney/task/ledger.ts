import { isPassing, success } from '../api/answer';
import type { Answer } from '../api/answer';
import type { Door } from '../api/request';
import { listTasks } from '../api/tasks';
import type { TaskPage } from '../api/tasks';
import { taskPage } from '../facts/limits';
import { isTraceable, madeBy } from '../model/creation';
import type { Creation } from '../model/creation';
import { outcomeOf } from '../model/task';
import type { Task } from '../model/task';
import { pause } from './clock';

/** Task ids by order key, kept over the attempts of one execution. */
export type Memory = Record<string, string>;

/** Which task belongs to which order of this run, so that none is paid twice and none serves two. */
export interface Ledger {
	/** The task that an earlier attempt of this execution has made for the order, if there is one. */
	earlier(key: string, creation: Creation): Promise<Answer<string | undefined>>;
	/** Claims a task for an order; false where another has it. */
	claim(key: string, taskId: string): boolean;
	isClaimed(taskId: string): boolean;
	/** Forgets a task that has failed, so that a new attempt makes a new one. */
	forget(key: string): void;
}

/** Pages that are read at the most: 50 unfinished tasks and what has been finished since fit easily. */
const pagesRead = 25;

const triesForPage = 4;
const betweenTriesMs = 2_000;

async function readPage(door: Door, page: number): Promise<Answer<TaskPage>> {
	let answer = await listTasks(door, page);
	for (let tries = 1; tries < triesForPage && !answer.ok && isPassing(answer.failure); tries++) {
		await pause(Math.max(betweenTriesMs, answer.failure.retryAfterMs ?? 0), door.signal);
		answer = await listTasks(door, page);
	}
	return answer;
}

/**
 * Tasks that this execution has made at an earlier attempt, told by their seeds. Pages are read, newest first, as
 * long as they show such tasks; on a first run that is one page. A list that this account cannot read at all shows
 * none; one that cannot be read for the moment is a failure, since paying twice is worse than stopping.
 */
async function findTraceable(door: Door, creations: readonly Creation[]): Promise<Answer<Task[]>> {
	const found: Task[] = [];
	for (let page = 1; page <= pagesRead; page++) {
		const answer = await readPage(door, page);
		if (!answer.ok && isPassing(answer.failure)) return answer;
		const tasks = answer.ok ? answer.data.tasks : [];
		const ours = tasks.filter((task) => creations.some((each) => madeBy(each, task)));
		found.push(...ours);
		if (ours.length === 0 || tasks.length < taskPage.max) break;
	}
	return success(found.filter((task) => outcomeOf(task) !== 'failure'));
}

/** `creations` are all that the run is going to want; they are looked for once, and only where one can be told by its seed. */
export function openLedger(door: Door, memory: Memory, creations: readonly Creation[]): Ledger {
	const claimed = new Set(Object.values(memory));
	const traceable = creations.filter(isTraceable);
	let found: Promise<Answer<Task[]>> | undefined;

	function claim(key: string, taskId: string): boolean {
		if (claimed.has(taskId)) return false;
		claimed.add(taskId);
		memory[key] = taskId;
		return true;
	}

	return {
		claim,
		isClaimed: (taskId) => claimed.has(taskId),
		forget(key) {
			delete memory[key];
		},
		async earlier(key, creation) {
			const remembered = memory[key];
			if (remembered !== undefined || !isTraceable(creation)) return success(remembered);
			found ??= findTraceable(door, traceable);
			const answer = await found;
			if (!answer.ok) return answer;
			const match = answer.data.find((task) => madeBy(creation, task) && !claimed.has(task.id));
			return success(match && claim(key, match.id) ? match.id : undefined);
		},
	};
}
