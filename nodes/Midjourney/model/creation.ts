import type { Pool } from '../facts/pools';
import { unknownTask } from './task';
import type { Task } from './task';

interface AnyCreation {
	pool: Pool;
	/** Where the service is to report progress and the end; absent for none. */
	webhookUrl?: string;
}

/** A picture as a data URL, read when it is sent, so that a batch does not hold all of its pictures at once. */
export type LazyDataUrl = () => Promise<string>;

/** A sentence, with reference pictures, becomes a grid. */
export interface Imagine extends AnyCreation {
	kind: 'imagine';
	prompt: string;
	pictures: LazyDataUrl[];
	/** The seed that this execution has given the item, by which the task can be told from all others. */
	seed?: number;
}

export type Dimensions = 'PORTRAIT' | 'SQUARE' | 'LANDSCAPE';

/** Pictures become one grid. */
export interface Blend extends AnyCreation {
	kind: 'blend';
	pictures: LazyDataUrl[];
	dimensions: Dimensions;
}

/** A picture becomes prompts. */
export interface Describe extends AnyCreation {
	kind: 'describe';
	picture: LazyDataUrl;
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
	/** The region to repaint. */
	mask?: LazyDataUrl;
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
export const submittedTask = (taskId: string, creation: Creation): Task => ({
	...unknownTask(taskId),
	pool: creation.pool,
	status: 'SUBMITTED',
	action: actionOf(creation),
	prompt: promptOf(creation),
	progress: 0,
});

/** What of a prompt stays the same on its way: Midjourney shortens addresses and evens out spaces. */
const essence = (prompt: string) =>
	prompt
		.replace(/<?https?:\/\/\S+/gi, ' ')
		.replace(/\s+/g, ' ')
		.trim();

const sameText = (a: string, b: string) => essence(a) === essence(b);

/** Whether a creation carries a mark of its own that its task will show. */
export const hasOwnSeed = (creation: Creation): creation is Imagine & { seed: number } =>
	creation.kind === 'imagine' && creation.seed !== undefined;

/** Whether a task was certainly made by this creation: its prompt holds the seed that no other has. */
export const isCreatedBy = (creation: Creation, task: Task): boolean =>
	hasOwnSeed(creation) && task.pool === creation.pool && sameText(task.prompt, creation.prompt);

/** Whether a task can be what a creation has made, going by pool, action and prompt. */
export function couldBeCreatedBy(creation: Creation, task: Task): boolean {
	if (hasOwnSeed(creation)) return isCreatedBy(creation, task);
	const action = actionOf(creation);
	if (task.pool !== creation.pool) return false;
	if (action !== '' && task.action !== action) return false;
	if (creation.kind === 'imagine') return sameText(task.prompt, creation.prompt);
	if (creation.kind !== 'action' || creation.sourcePrompt === '') return true;
	return sameText(task.prompt, creation.sourcePrompt);
}
