import { isPassing } from '../api/answer';
import type { Answer, Failure } from '../api/answer';
import type { Door } from '../api/request';
import { getTask, listTasks } from '../api/tasks';
import { taskPage } from '../facts/limits';
import type { Task } from '../model/task';
import { now } from './clock';
import { inLanes } from './lanes';
import { createStanding } from './standing';

/** What one request is to tell: tasks that are due, and others that it will tell about on the way. */
export interface Question {
	due: readonly string[];
	along: readonly string[];
}

/** How tasks are asked for. */
export interface Asker {
	/** Parts the due tasks into questions. */
	questions(due: readonly string[], open: readonly string[]): Question[];
	/** Every due task gets an answer; others may. */
	ask(question: Question): Promise<ReadonlyMap<string, Answer<Task>>>;
	/** Tells of a task that this run has just created, the newest of all. */
	created(taskId: string): void;
}

/** Whether every question would get this refusal. */
export const isAboutTheKey = ({ kind }: Failure) => kind === 'key' || kind === 'permission';

const singlesAtOnce = 5;
/** From so many open tasks on, a page of the task list tells more than a question for one. */
const manyOpen = 3;
/** After so many useless pages in a row the list is left alone for a while. */
const uselessAllowed = 2;
const listRestsMs = 60_000;

/**
 * Asks for few tasks one by one, and for many by pages of the task list, each page for all tasks that should be on it.
 * A task that is not where it was expected is asked for by its id.
 */
export function createAsker(door: Door): Asker {
	const standing = createStanding();
	let useless = 0;
	let listAgainAt = 0;

	function questions(due: readonly string[], open: readonly string[]): Question[] {
		const ids = [...new Set(due)];
		const listed = listAgainAt <= now() ? [...new Set(open)].filter(standing.isListed) : [];
		if (listed.length < manyOpen) return ids.map((id) => ({ due: [id], along: [] }));
		const [onPages, single] = [
			ids.filter(standing.isListed),
			ids.filter((id) => !standing.isListed(id)),
		];
		const on = (page: number) => (id: string) => standing.pageOf(id) === page;
		return [
			...single.map((id) => ({ due: [id], along: [] })),
			...[...new Set(onPages.map(standing.pageOf))].map((page) => ({
				due: onPages.filter(on(page)),
				along: listed.filter(on(page)).filter((id) => !ids.includes(id)),
			})),
		];
	}

	async function askSingly(ids: readonly string[]): Promise<Array<[string, Answer<Task>]>> {
		return await inLanes(ids, singlesAtOnce, async (id) => [id, await getTask(door, id)]);
	}

	function judge(isUseful: boolean): void {
		useless = isUseful ? 0 : useless + 1;
		if (useless >= uselessAllowed) listAgainAt = now() + listRestsMs;
	}

	async function askPage(due: readonly string[], page: number) {
		const answer = await listTasks(door, page);
		if (!answer.ok) {
			judge(false);
			// What is wrong with the list says nothing about a task, unless it is the key or will pass.
			const isForAll = isPassing(answer.failure) || isAboutTheKey(answer.failure);
			return new Map(isForAll ? due.map((id) => [id, answer]) : await askSingly(due));
		}
		const { tasks } = answer.data;
		const answers = new Map<string, Answer<Task>>();
		tasks.forEach((task, i) => {
			standing.seen(task.id, (page - 1) * taskPage.max + i);
			answers.set(task.id, { ok: true, data: task });
		});
		const missed = due.filter((id) => !answers.has(id));
		judge(missed.length < due.length);
		const shown = tasks.map(({ id }) => id);
		for (const id of missed) standing.missed(id, page, shown);
		for (const [id, single] of await askSingly(missed)) answers.set(id, single);
		return answers;
	}

	return {
		questions,
		async ask({ due, along }) {
			const [first] = due;
			const isSingle = first === undefined || due.length + along.length === 1;
			return isSingle ? new Map(await askSingly(due)) : await askPage(due, standing.pageOf(first));
		},
		created: (taskId) => standing.created(taskId),
	};
}
