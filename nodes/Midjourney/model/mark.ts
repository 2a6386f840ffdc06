import { actions } from '../facts/actions';
import { actionOf, type Creation } from './creation';
import type { Task } from './task';

/** Texts that only the task of this creation has: the seed that was made for it. None for creations without a prompt. */
export const marksOf = (creation: Creation): string[] =>
	creation.kind === 'imagine' && creation.seed !== undefined ? [String(creation.seed)] : [];

export const isMarked = (creation: Creation): boolean => marksOf(creation).length > 0;

const rowOf = ({ received }: Task) => JSON.stringify(received);

/** Some services append, translate or move parts of a prompt; the digits of a seed stay. So any field may hold them. */
const holds = (row: string, mark: string) => new RegExp(`(?<!\\d)${mark}(?!\\d)`).test(row);

/** A seed with nine or ten digits after any spelling of the flag, as `deriveSeed` makes them. */
const anyMark = /seed\W{0,4}[1-9]\d{8,9}(?!\d)/i;

/** Whether a row of the list shows a mark as this package writes it, of whatever creation. */
export const showsAnyMark = (task: Task): boolean => anyMark.test(rowOf(task));

/** A pressed button repeats the prompt of its source, and so its seed. Actions without a row in the table may be anything. */
function hasActionOf(creation: Creation, task: Task): boolean {
	const action = actionOf(creation);
	return action === '' || task.action === action || !actions.some((known) => known === task.action);
}

/** Whether a task was certainly made by this creation. */
export const isMadeBy = (creation: Creation, task: Task): boolean =>
	hasActionOf(creation, task) && marksOf(creation).some((mark) => holds(rowOf(task), mark));

/** Whether a task may have been made by this creation: nothing that it shows speaks against it. */
export const canBeMadeBy = (creation: Creation, task: Task): boolean =>
	isMadeBy(creation, task) ||
	(hasActionOf(creation, task) && !(isMarked(creation) && showsAnyMark(task)));
