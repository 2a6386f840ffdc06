import { actions } from '../facts/actions';
import { actionOf, type Creation } from './creation';
import { digestOf } from './digest';
import type { Task } from './task';

/**
 * A text for one task of one item of one execution: at every attempt the same, and no other's. It has no secret in it.
 * `parts` say which task it is.
 */
export const stateOf = (parts: readonly unknown[]): string => `n8n-${digestOf(parts)}`;

/** The seed that was made for this creation; none for creations without a prompt. */
const seedsOf = (creation: Creation): string[] =>
	creation.kind === 'imagine' && creation.seed !== undefined ? [String(creation.seed)] : [];

/** Whether only the task of this creation has its state, or its seed. */
export const isMarked = (creation: Creation): boolean =>
	creation.state !== undefined || seedsOf(creation).length > 0;

const rows = new WeakMap<Task, string>();

/** The task as the service sent it, as text; made once, since each creation of a batch is sought in each row. */
function rowOf(task: Task): string {
	const row = rows.get(task) ?? JSON.stringify(task.received);
	rows.set(task, row);
	return row;
}

/** Some services append, translate or move parts of a prompt; the digits of a seed stay. So any field may hold them. */
const holds = (row: string, mark: string) => new RegExp(`(?<!\\d)${mark}(?!\\d)`).test(row);

/** A state, or a seed with nine or ten digits after any spelling of the flag, as `deriveSeed` makes them. */
const anyMark = /seed\W{0,4}[1-9]\d{8,9}(?!\d)|n8n-[0-9a-f]{32}/i;

/** Whether a row of the list shows a mark as this package writes it, of whatever creation. */
export const showsAnyMark = (task: Task): boolean => anyMark.test(rowOf(task));

/** A pressed button repeats the prompt of its source, and so its seed. Actions without a row in the table may be anything. */
function hasActionOf(creation: Creation, task: Task): boolean {
	const action = actionOf(creation);
	return action === '' || task.action === action || !actions.some((known) => known === task.action);
}

/** Whether a task was certainly made by this creation. */
export const isMadeBy = (creation: Creation, task: Task): boolean =>
	(creation.state !== undefined && rowOf(task).includes(creation.state)) ||
	(hasActionOf(creation, task) && seedsOf(creation).some((seed) => holds(rowOf(task), seed)));

/** Whether a task may have been made by this creation: nothing that it shows speaks against it. */
export const canBeMadeBy = (creation: Creation, task: Task): boolean =>
	isMadeBy(creation, task) ||
	(hasActionOf(creation, task) && !(isMarked(creation) && showsAnyMark(task)));
