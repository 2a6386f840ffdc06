import type { PricedAction } from '../facts/prices';
import type { Pool } from '../facts/vocabulary';
import type { Task } from './task';

interface AnyCreation {
	pool: Pool;
	/** Where the service is to report progress and the end; absent for none. */
	webhookUrl?: string;
}

/** A sentence, with reference pictures as data URLs, becomes a grid. */
export interface Imagine extends AnyCreation {
	kind: 'imagine';
	prompt: string;
	pictures: string[];
}

/** What makes the service start a task that costs money. */
export type Creation = Imagine;

const actions: Readonly<Record<Creation['kind'], PricedAction>> = { imagine: 'IMAGINE' };

/** The action that the new task will carry. */
export const actionOf = ({ kind }: Creation) => actions[kind];

/** What is known of a task when nothing but its id has come back. */
export const justSubmitted = (taskId: string, creation: Creation): Task => ({
	id: taskId,
	pool: creation.pool,
	status: 'SUBMITTED',
	action: actionOf(creation),
	prompt: creation.prompt,
	progress: 0,
	pictures: [],
	buttons: [],
	failReason: null,
	submittedAt: null,
	startedAt: null,
	finishedAt: null,
	received: { taskId },
});
