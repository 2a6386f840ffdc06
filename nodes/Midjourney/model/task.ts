import type { IDataObject } from 'n8n-workflow';

import { pools, type Pool } from '../facts/pools';
import { finalStatuses, pendingStatuses } from '../facts/taskStates';

/** A button of a finished task. `customId` is opaque and is sent back unchanged. */
export interface Button {
	label: string;
	customId: string;
	emoji: string;
}

/** `server`: wherever a server of the user's choice says. */
export type PictureSource = 'objectStorage' | 'discord' | 'server';

/** One of the places where a task's picture is stored. */
export interface PictureAddress {
	source: PictureSource;
	url: string;
}

/** A task of any pool and any service. Times are ISO 8601, UTC. */
export interface Task {
	id: string;
	pool: string;
	status: string;
	action: string;
	prompt: string;
	/** Percent from 0 to 100; null where the service gives none. */
	progress: number | null;
	/** Best address first. Empty before success, and for results that are text. */
	pictures: PictureAddress[];
	/** The parts of the result, where the service names them: the four pictures of a grid, or films. */
	singles: PictureAddress[];
	buttons: Button[];
	failReason: string | null;
	submittedAt: string | null;
	startedAt: string | null;
	finishedAt: string | null;
	/** The object as the service sent it. */
	received: IDataObject;
}

const imagines = ['IMAGINE', 'BLEND', 'VARIATION', 'REROLL', 'ZOOM', 'PAN'];
const gridActions: readonly string[] = [...imagines, 'EDIT'];

/** Whether the result shows several pictures at once. */
export const isGrid = ({ action }: Pick<Task, 'action'>) => gridActions.includes(action);

const textActions: readonly string[] = ['DESCRIBE', 'SHORTEN'];

/** Whether the result is text, which is in the task's prompt. */
export const isText = ({ action }: Pick<Task, 'action'>) => textActions.includes(action);

export type Outcome = 'pending' | 'success' | 'failure';

const has = (words: readonly string[], status: string) => words.includes(status.toUpperCase());

/** Whether a task has all that only a finished one has, whatever word the service has for that. */
const isComplete = ({ action, progress, finishedAt, pictures }: Task) =>
	progress === 100 && finishedAt !== null && (pictures.length > 0 || isText({ action }));

/**
 * Other unknown states count as pending, so that a new state never loses a task.
 * A reason of failure ends a task whatever its state, except a success.
 */
export function outcomeOf(task: Task): Outcome {
	if (has(finalStatuses.success, task.status)) return 'success';
	if (has(finalStatuses.failure, task.status)) return 'failure';
	if (task.failReason !== null) return 'failure';
	return isComplete(task) ? 'success' : 'pending';
}

export const isFinished = (task: Task) => outcomeOf(task) !== 'pending';

/**
 * Whether a report of a task is a reason to read the task itself: it says an end, or something that may be one, like a state
 * that nobody knows, or 100 %. Progress in a known state is no such sign, and neither is progress below 100 %.
 */
export function mayHaveEnded(report: Task): boolean {
	const { status, progress, finishedAt } = report;
	if (isFinished(report) || progress === 100 || finishedAt !== null) return true;
	return progress === null && !has(pendingStatuses, status);
}

export const isPool = (value: unknown): value is Pool => pools.some((pool) => pool === value);

/** A pool in our spelling; one that we do not know stays as it came. */
export function poolNamed(text: string): string {
	const name = text.trim();
	return isPool(name.toUpperCase()) ? name.toUpperCase() : name;
}

/** A task of which nothing but the id is known. */
export const unknownTask = (id: string): Task => ({
	id,
	pool: '',
	status: 'UNKNOWN',
	action: '',
	prompt: '',
	progress: null,
	pictures: [],
	singles: [],
	buttons: [],
	failReason: null,
	submittedAt: null,
	startedAt: null,
	finishedAt: null,
	received: { taskId: id },
});
