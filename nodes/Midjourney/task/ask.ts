import type { Answer } from '../api/answer';
import type { Door } from '../api/request';
import { getTask, listTasks } from '../api/tasks';
import { taskPage } from '../facts/limits';
import type { Task } from '../model/task';
import { inLanes } from './lanes';

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

const singlesAtOnce = 5;
/** From so many open tasks on, a page of the task list tells more than a question for one. */
const manyOpen = 3;
/** After so many useless pages in a row the list is left alone. */
const uselessAllowed = 2;

/**
 * Asks for few tasks one by one, and for many by pages of the task list, each page for all tasks that should be on it.
 * A task that is not where it was expected is asked for by its id, from then on.
 */
export function createAsker(door: Door): Asker {
	/** How many tasks this run had created before each of its own. */
	const ranks = new Map<string, number>();
	/** Where a task was seen in the list, counted from 0, less the newer tasks of this run: those of others. */
	const shifts = new Map<string, number>();
	const unlisted = new Set<string>();
	let useless = 0;

	const newerThan = (taskId: string) => ranks.size - 1 - (ranks.get(taskId) ?? ranks.size - 1);

	const pageOf = (taskId: string) =>
		Math.floor((newerThan(taskId) + (shifts.get(taskId) ?? 0)) / taskPage.max) + 1;

	function questions(due: readonly string[], open: readonly string[]): Question[] {
		const ids = [...new Set(due)];
		const isListed = (id: string) => !unlisted.has(id);
		const listed = useless < uselessAllowed ? [...new Set(open)].filter(isListed) : [];
		if (listed.length < manyOpen) return ids.map((id) => ({ due: [id], along: [] }));
		const pages = new Set(ids.filter(isListed).map(pageOf));
		const on = (page: number) => (id: string) => pageOf(id) === page;
		return [
			...ids.filter((id) => !isListed(id)).map((id) => ({ due: [id], along: [] })),
			...[...pages].map((page) => ({
				due: ids.filter(isListed).filter(on(page)),
				along: listed.filter(on(page)).filter((id) => !ids.includes(id)),
			})),
		];
	}

	async function askSingly(ids: readonly string[]): Promise<Array<[string, Answer<Task>]>> {
		return await inLanes(ids, singlesAtOnce, async (id) => [id, await getTask(door, id)]);
	}

	async function askPage(due: readonly string[], page: number) {
		const answer = await listTasks(door, page);
		if (!answer.ok) {
			useless++;
			return new Map(due.map((id) => [id, answer]));
		}
		const answers = new Map<string, Answer<Task>>();
		answer.data.tasks.forEach((task, i) => {
			shifts.set(task.id, (page - 1) * taskPage.max + i - newerThan(task.id));
			answers.set(task.id, { ok: true, data: task });
		});
		const missed = due.filter((id) => !answers.has(id));
		useless = missed.length === due.length ? useless + 1 : 0;
		for (const id of missed) unlisted.add(id);
		for (const [id, single] of await askSingly(missed)) answers.set(id, single);
		return answers;
	}

	return {
		questions,
		async ask({ due, along }) {
			const [first] = due;
			const isSingle = first === undefined || due.length + along.length === 1;
			return isSingle ? new Map(await askSingly(due)) : await askPage(due, pageOf(first));
		},
		created(taskId) {
			ranks.set(taskId, ranks.size);
		},
	};
}
