import { unknownTask, type Task } from './task';

interface AnyCreation {
	/** One of ours, or the one that a continued task came with, as it came. */
	pool: string;
	/** Where the service is to report progress and the end; absent for none. */
	webhookUrl?: string;
}

/** Reads a picture as a data URL when it is sent, so that a batch does not hold all of its pictures at once. */
export type LazyDataUrl = () => Promise<string>;

/** A sentence, with reference pictures, becomes a grid. */
export interface Imagine extends AnyCreation {
	kind: 'imagine';
	prompt: string;
	pictures: LazyDataUrl[];
	/** The seed that this execution has given the item; it identifies the task. */
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

/** The action of the new task; empty where it is not known. */
export const actionOf = (creation: Creation): string =>
	creation.kind === 'action' ? creation.expects : creation.kind.toUpperCase();

function promptOf(creation: Creation): string {
	if (creation.kind === 'imagine') return creation.prompt;
	return creation.kind === 'action' ? creation.sourcePrompt : '';
}

/** A task that was just created, as far as it is known without reading it. */
export const submittedTask = (taskId: string, creation: Creation): Task => ({
	...unknownTask(taskId),
	pool: creation.pool,
	status: 'SUBMITTED',
	action: actionOf(creation),
	prompt: promptOf(creation),
	progress: 0,
});

/** The part of a prompt that Midjourney does not change: it shortens URLs and normalises spaces. */
const unchangedPart = (prompt: string) =>
	prompt
		.replace(/<?https?:\/\/\S+/gi, ' ')
		.replace(/\s+/g, ' ')
		.trim();

const sameText = (a: string, b: string) => unchangedPart(a) === unchangedPart(b);

/** Whether a creation has a seed that no other has, which its task will show. */
export const hasOwnSeed = (creation: Creation): creation is Imagine & { seed: number } =>
	creation.kind === 'imagine' && creation.seed !== undefined;

/** Whether a task was certainly made by this creation: its prompt has the creation's own seed. */
export const isCreatedBy = (creation: Creation, task: Task): boolean =>
	hasOwnSeed(creation) && task.pool === creation.pool && sameText(task.prompt, creation.prompt);

/** Whether a task could have been made by this creation, going by pool, action and prompt. */
export function couldBeCreatedBy(creation: Creation, task: Task): boolean {
	if (hasOwnSeed(creation)) return isCreatedBy(creation, task);
	const action = actionOf(creation);
	if (task.pool !== creation.pool) return false;
	if (action !== '' && task.action !== action) return false;
	if (creation.kind === 'imagine') return sameText(task.prompt, creation.prompt);
	if (creation.kind !== 'action' || creation.sourcePrompt === '') return true;
	return sameText(task.prompt, creation.sourcePrompt);
}
