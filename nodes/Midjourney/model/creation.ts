import { unknownTask, type Task } from './task';

interface AnyCreation {
	/** The pool of the new task; that of a source task goes back as it came. */
	pool: string;
	/** Identifies what is wanted, without what is added to it for sending. */
	digest: string;
	/** Where the service is to report progress and the end; absent for none. */
	webhookUrl?: string;
	/** Text that the service shows with the task, made by `stateOf`; absent where a service takes none. */
	state?: string;
}

/** Reads a picture as a data URL when it is sent, so that a batch does not hold all of its pictures at once. */
export interface LazyDataUrl {
	(): Promise<string>;
	/** Of the picture's bytes. */
	digest: string;
}

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

/** Texts of a creation that a refusal may repeat. */
export function quotedIn(creation: Creation): string[] {
	if (creation.kind === 'imagine') return [creation.prompt];
	return creation.kind === 'action' ? [creation.sourcePrompt, creation.button] : [];
}

/** The pictures as data URLs. */
export const readAll = async (pictures: readonly LazyDataUrl[]): Promise<string[]> =>
	await Promise.all(pictures.map(async (picture) => await picture()));
