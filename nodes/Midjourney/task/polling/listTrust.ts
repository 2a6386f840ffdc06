import { now } from '../../async/sleep';
import { isFinished, outcomeOf, type Task } from '../../model/task';

/**
 * Whether the task list can be believed. The query of a single task is the truth: a list that shows other states, pictures
 * or buttons, or shows them late, is not used any more in this run.
 */
export interface ListTrust {
	/** Whether the list has shown the end of a task as the query of this task did. */
	readonly isConfirmed: boolean;
	/** Whether the list has contradicted a query. */
	readonly isRefuted: boolean;
	recordListed(task: Task): void;
	/** `since`: when the task was submitted, by our clock; milliseconds since 1970. */
	recordQueried(task: Task, since: number): void;
}

/** Differences of time that are none: responses take a while, and show whole seconds. */
const toleranceMs = 5_000;

const durationMs = ({ submittedAt, finishedAt }: Task) =>
	Date.parse(finishedAt ?? '') - Date.parse(submittedAt ?? '');

const showSame = (listed: Task, queried: Task) =>
	outcomeOf(listed) === outcomeOf(queried) &&
	listed.status === queried.status &&
	listed.pictures.length === queried.pictures.length &&
	listed.buttons.length === queried.buttons.length;

export function createListTrust(): ListTrust {
	/** What the list has shown last of each task, and when. */
	const listed = new Map<string, { task: Task; at: number }>();
	let isConfirmed = false;
	let isRefuted = false;
	return {
		get isConfirmed() {
			return isConfirmed && !isRefuted;
		},
		get isRefuted() {
			return isRefuted;
		},
		recordListed(task) {
			listed.set(task.id, { task, at: now() });
		},
		recordQueried(task, since) {
			const shown = listed.get(task.id);
			if (shown === undefined) return;
			listed.delete(task.id);
			if (isFinished(shown.task)) {
				if (showSame(shown.task, task)) isConfirmed = true;
				else isRefuted = true;
			} else if (isFinished(task)) {
				// The list has shown a task as unfinished that had ended some time before.
				if (since + durationMs(task) + toleranceMs < shown.at) isRefuted = true;
			}
		},
	};
}
