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
	/** What the new picture is to show, for buttons that take a text; the source's prompt unless given. */
	prompt?: string;
}

/** A prompt becomes shorter prompts. */
export interface Shorten extends AnyCreation {
	kind: 'shorten';
	prompt: string;
}

/** A picture is changed as a sentence says; the result is a grid. */
export interface Edit extends AnyCreation {
	kind: 'edit';
	prompt: string;
	picture: LazyDataUrl;
}

export type Motion = 'low' | 'high';
/** Lines of a video. */
export type Resolution = 480 | 720;

/** A picture becomes videos. */
export interface Video extends AnyCreation {
	kind: 'video';
	/** What is to move; may be empty. */
	prompt: string;
	startPicture: LazyDataUrl;
	/** Where the videos end; absent where the service is to decide. */
	endPicture?: LazyDataUrl;
	motion: Motion;
	/** Whether the videos end as they begin. */
	isLoop: boolean;
	/** Videos to make, 1 to 4. */
	count: number;
	resolution: Resolution;
}

/** What every service can create. */
export type CommonCreation = Imagine | Blend | Describe | Action;

/** What only services with the feature of the same name can create. A wire that has none of them does not take them. */
export type OptionalCreation = Shorten | Edit | Video;

/** What makes the service start a task that costs money. */
export type Creation = CommonCreation | OptionalCreation;

const optionalKinds: readonly string[] = ['shorten', 'edit', 'video'] satisfies Array<
	OptionalCreation['kind']
>;

export const isOptional = (creation: Creation): creation is OptionalCreation =>
	optionalKinds.includes(creation.kind);

/** A creation that continues the result of another one. */
export interface FollowUp {
	/** Distinguishes the follow-ups of one task. */
	name: string;
	/** Throws what the user can do if the task cannot be continued. */
	creationFor(source: Task): Creation;
}

/** The action of the new task; empty where it is not known. */
export const actionOf = (creation: Creation): string =>
	creation.kind === 'action' ? creation.expects : creation.kind.toUpperCase();

function promptOf(creation: Creation): string {
	if (creation.kind === 'action') return creation.sourcePrompt;
	return 'prompt' in creation ? creation.prompt : '';
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
	if (creation.kind === 'action') return [creation.sourcePrompt, creation.button];
	return 'prompt' in creation ? [creation.prompt] : [];
}

/** The pictures as data URLs. */
export const readAll = async (pictures: readonly LazyDataUrl[]): Promise<string[]> =>
	await Promise.all(pictures.map(async (picture) => await picture()));
