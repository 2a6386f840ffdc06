import { isTransient } from '../../service/result';
import type { Result, Failure } from '../../service/result';
import type { Door } from '../../service/client';
import { getTask, listTasks } from '../../service/ohmygpt/tasks';
import { taskPage } from '../../service/ohmygpt/facts/accountLimits';
import type { Task } from '../../model/task';
import { now } from '../../async/sleep';
import { mapConcurrently } from '../../async/mapConcurrently';
import { createListPositions } from './listPositions';

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
	ask(question: Question): Promise<ReadonlyMap<string, Result<Task>>>;
	/** Tells of a task that this run has just created, the newest of all. */
	created(taskId: string): void;
}

type Answers = Map<string, Result<Task>>;

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
	const standing = createListPositions();
	let useless = 0;
	let listAgainAt = 0;

	/** Ids by the page that should show them. */
	function byPage(ids: readonly string[]): Map<number, string[]> {
		const pages = new Map<number, string[]>();
		for (const id of ids) {
			const page = standing.pageOf(id);
			pages.set(page, [...(pages.get(page) ?? []), id]);
		}
		return pages;
	}

	function questions(due: readonly string[], open: readonly string[]): Question[] {
		const ids = [...new Set(due)];
		const listed = listAgainAt <= now() ? [...new Set(open)].filter(standing.isListed) : [];
		if (listed.length < manyOpen) return ids.map((id) => ({ due: [id], along: [] }));
		const others = byPage(listed.filter((id) => !ids.includes(id)));
		return [
			...ids.filter((id) => !standing.isListed(id)).map((id) => ({ due: [id], along: [] })),
			...[...byPage(ids.filter(standing.isListed))].map(([page, onPage]) => ({
				due: onPage,
				along: others.get(page) ?? [],
			})),
		];
	}

	async function askSingly(ids: readonly string[]): Promise<Array<[string, Result<Task>]>> {
		return await mapConcurrently(ids, singlesAtOnce, async (id) => [id, await getTask(door, id)]);
	}

	function judge(isUseful: boolean): void {
		useless = isUseful ? 0 : useless + 1;
		if (useless >= uselessAllowed) listAgainAt = now() + listRestsMs;
	}

	/** Asks for tasks that a page did not show: few by their ids, many by the page where they should be now. */
	async function askElsewhere(ids: readonly string[], answers: Answers): Promise<void> {
		const listed = ids.filter(standing.isListed);
		const pages = listed.length < manyOpen ? [] : [...byPage(listed)];
		const onPages = pages.flatMap(([, onPage]) => onPage);
		const single = ids.filter((id) => !onPages.includes(id));
		for (const [id, answer] of await askSingly(single)) answers.set(id, answer);
		for (const [page, onPage] of pages) await askPage(page, { due: onPage, along: [] }, answers);
	}

	async function askPage(page: number, { due, along }: Question, answers: Answers): Promise<void> {
		const answer = await listTasks(door, page);
		if (!answer.ok) {
			judge(false);
			// What is wrong with the list says nothing about a task, unless it is the key or will pass.
			const isForAll = isTransient(answer.failure) || isAboutTheKey(answer.failure);
			const heard = isForAll ? due.map((id) => [id, answer] as const) : await askSingly(due);
			for (const [id, each] of heard) answers.set(id, each);
			return;
		}
		const { tasks } = answer.data;
		tasks.forEach((task, i) => {
			standing.recordSeen(task.id, (page - 1) * taskPage.max + i);
			answers.set(task.id, { ok: true, data: task });
		});
		const shown = tasks.map(({ id }) => id);
		const isMissed = (id: string) => !answers.has(id);
		for (const id of [...due, ...along].filter(isMissed)) standing.recordMissing(id, page, shown);
		// A full page without our tasks is one that others have filled.
		judge(shown.length === taskPage.max || !due.every(isMissed));
		await askElsewhere(due.filter(isMissed), answers);
	}

	return {
		questions,
		async ask(question) {
			const { due, along } = question;
			const [first] = due;
			if (first === undefined || due.length + along.length === 1) {
				return new Map(await askSingly(due));
			}
			const answers: Answers = new Map();
			await askPage(standing.pageOf(first), question, answers);
			return answers;
		},
		created: (taskId) => standing.recordCreated(taskId),
	};
}
