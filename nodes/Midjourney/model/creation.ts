import type { Pool } from '../facts/vocabulary';
import { onlyKnown } from './task';
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

export type Dimensions = 'PORTRAIT' | 'SQUARE' | 'LANDSCAPE';

/** Pictures, as data URLs, become one grid. */
export interface Blend extends AnyCreation {
	kind: 'blend';
	pictures: string[];
	dimensions: Dimensions;
}

/** A picture, as data URL, becomes prompts. */
export interface Describe extends AnyCreation {
	kind: 'describe';
	picture: string;
}

/** A button of a finished task is pressed. */
export interface Action extends AnyCreation {
	kind: 'action';
	/** The finished task, in whose pool the new one runs. */
	sourceId: string;
	sourcePrompt: string;
	customId: string;
	/** Plain name of the button. */
	button: string;
	/** What the new task will be; empty where that is not known. */
	expects: string;
	/** Data URL of the region to repaint. */
	mask?: string;
}

/** What makes the service start a task that costs money. */
export type Creation = Imagine | Blend | Describe | Action;

/** The action that the new task will carry; empty where that is not known. */
export function actionOf(creation: Creation): string {
	return creation.kind === 'action' ? creation.expects : creation.kind.toUpperCase();
}

function promptOf(creation: Creation): string {
	if (creation.kind === 'imagine') return creation.prompt;
	return creation.kind === 'action' ? creation.sourcePrompt : '';
}

/** What is known of a task when nothing but its id has come back. */
export const justSubmitted = (taskId: string, creation: Creation): Task => ({
	...onlyKnown(taskId),
	pool: creation.pool,
	status: 'SUBMITTED',
	action: actionOf(creation),
	prompt: promptOf(creation),
	progress: 0,
});

const sameText = (a: string, b: string) =>
	a.replace(/\s+/g, ' ').trim() === b.replace(/\s+/g, ' ').trim();

/** Whether a task can be what a creation has made, going by pool, action and prompt. */
export function isLike(task: Task, creation: Creation): boolean {
	const action = actionOf(creation);
	if (task.pool !== creation.pool) return false;
	if (action !== '' && task.action !== action) return false;
	return creation.kind !== 'imagine' || sameText(task.prompt, creation.prompt);
}
