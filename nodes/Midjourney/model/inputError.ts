import type { IDataObject } from 'n8n-workflow';

/** What an error is about, besides its item. */
export interface ErrorSubject {
	taskId?: string;
	/** For a button that created no task: which one, and of which task. */
	pressed?: { button: string; sourceId: string };
	/** The task as far as it is known, for the error's data. */
	task?: IDataObject;
	/** Nothing was sent for the item. */
	notStarted?: boolean;
}

/** An error about one item. The run adds the node and the item's index. */
export class ItemError extends Error {
	constructor(
		/** What happened. */
		message: string,
		/** What to do next. */
		readonly description: string,
		readonly subject: ErrorSubject = {},
	) {
		super(message);
	}
}

/** The user's input cannot be used. Thrown before anything is sent for the item. */
export class InputError extends ItemError {}
