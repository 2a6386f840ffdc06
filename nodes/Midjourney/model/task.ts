import type { IDataObject } from 'n8n-workflow';

import { assumedPrices, prices } from '../service/ohmygpt/facts/prices';
import type { PricedAction } from '../service/ohmygpt/facts/prices';
import { pools } from '../facts/pools';
import { finalStatuses } from '../facts/taskStates';
import type { Pool } from '../facts/pools';

/** Something that can be pressed below a finished task. `customId` is opaque and goes back unchanged. */
export interface Button {
	label: string;
	customId: string;
	emoji: string;
}

export type PictureSource = 'objectStorage' | 'discord';

/** Where a task's picture can be had. */
export interface PictureAddress {
	source: PictureSource;
	url: string;
}

/** A task of either pool, whatever the wire it came over. Times are ISO 8601, UTC. */
export interface Task {
	id: string;
	pool: string;
	status: string;
	action: string;
	prompt: string;
	/** Percent from 0 to 100; null where the service gives none or words. */
	progress: number | null;
	/** Best address first. Empty before success, and for results that are text. */
	pictures: PictureAddress[];
	buttons: Button[];
	failReason: string | null;
	submittedAt: string | null;
	startedAt: string | null;
	finishedAt: string | null;
	/** The object as the service sent it. */
	received: IDataObject;
}

const gridActions: readonly string[] = ['IMAGINE', 'BLEND', 'VARIATION', 'REROLL', 'ZOOM', 'PAN'];

/** Whether the result shows several pictures at once. */
export const isGrid = ({ action }: Pick<Task, 'action'>) => gridActions.includes(action);

export type Outcome = 'pending' | 'success' | 'failure';

const has = (words: readonly string[], status: string) => words.includes(status.toUpperCase());

/**
 * Unknown states count as pending, so that a new word never loses a task.
 * A reason of failure ends a task whatever its state, except a success.
 */
export function outcomeOf(task: Pick<Task, 'status' | 'failReason'>): Outcome {
	if (has(finalStatuses.success, task.status)) return 'success';
	if (has(finalStatuses.failure, task.status)) return 'failure';
	return task.failReason === null ? 'pending' : 'failure';
}

export const isFinished = (task: Task) => outcomeOf(task) !== 'pending';

export const isPool = (value: unknown): value is Pool => pools.some((pool) => pool === value);

const isPriced = (pool: Pool, action: string): action is PricedAction =>
	Object.hasOwn(prices[pool], action);

/** Tokens of one successful task; null where the price table has no row for the action or pool. */
export function priceOf(pool: string, action: string): number | null {
	if (!isPool(pool)) return null;
	const priced = Object.hasOwn(assumedPrices, action) ? (assumedPrices[action] ?? action) : action;
	return isPriced(pool, priced) ? prices[pool][priced] : null;
}

/** Tokens that this task has cost: its price once it has succeeded, nothing when it failed, null before its end. */
export function costOf(task: Task): number | null {
	switch (outcomeOf(task)) {
		case 'success':
			return priceOf(task.pool, task.action);
		case 'failure':
			return 0;
		case 'pending':
			return null;
	}
}

/** The short form of a task, for the output with Simplify on. */
export function toSimplifiedJson(task: Task): IDataObject {
	return {
		taskId: task.id,
		status: task.status,
		action: task.action,
		mode: task.pool,
		prompt: task.prompt,
		progress: task.progress,
		imageUrl: task.pictures[0]?.url ?? null,
		buttons: task.buttons.map(({ label, customId }) => ({ label, customId })),
		failReason: task.failReason,
		submittedAt: task.submittedAt,
		startedAt: task.startedAt,
		finishedAt: task.finishedAt,
		costTokens: costOf(task),
	};
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
	buttons: [],
	failReason: null,
	submittedAt: null,
	startedAt: null,
	finishedAt: null,
	received: { taskId: id },
});
