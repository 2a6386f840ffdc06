import type { IDataObject } from 'n8n-workflow';

import type { Creation } from '../model/creation';
import type { Task } from '../model/task';
import type { ApiClient } from './client';
import type { PictureStream } from './checkedStream';
import type { FailureTexts } from './errors';
import type { Feature } from './features';
import type { Result } from './result';

export interface TaskPage {
	/** Newest first. */
	tasks: Task[];
	/** Rows in the response; those that are no tasks are not among `tasks`. */
	receivedCount: number;
	/** All tasks of the account; null where the service does not say. */
	total: number | null;
	/** The service's own clock, in milliseconds since 1970; null where it does not say. */
	servedAt: number | null;
}

/** A picture that a model is to load from a public address for a while. */
export interface Upload {
	name: string;
	mimeType: string;
	bytes: Buffer;
}

/** Why something cannot be had, and what to do about it, as sentences. */
export interface Obstacle {
	why: string;
	next: string;
}

/**
 * A provider of Midjourney, as everything above `service/` sees it, with the credential of one node run.
 * Requests never throw: what failed is a `Failure`. None of them is repeated here; that is the caller's `retry`.
 */
export interface Service extends FailureTexts {
	/** What this provider has and others may lack. */
	readonly features: readonly Feature[];
	/** For operations that only this provider has. */
	readonly client: ApiClient;
	/** Fires when the execution is stopped. */
	readonly signal?: AbortSignal;
	/** The pool for new tasks, as the credential says; empty where the service has none. */
	readonly defaultPool: string;
	/** Goes into webhook addresses; empty where none is set. */
	readonly webhookSecret: string;
	/** What `reopenService` needs later, without any secret; it can be stored as JSON. */
	readonly settings: IDataObject;
	/** Whether creations carry a `state`, which the service shows with the task. */
	readonly sendsState: boolean;
	readonly limits: {
		/** Tasks of the account that may be unfinished at once. */
		readonly unfinishedTasks: number;
		/** Tasks on a full page of the list. */
		readonly pageSize: number;
		/** IDs that `getTasks` takes at once. */
		readonly idsPerRequest?: number;
	};

	/**
	 * Sends a creation once; the new task's ID, whatever status the response has that names it. A success without an ID is
	 * `unreadable`: a task may exist. A kind that the service does not have is `unsupported`.
	 */
	create(creation: Creation): Promise<Result<string>>;
	/** This run has a task that was made by this creation, now or at an earlier attempt, and it may need a further call. */
	readonly recordCreation?: (taskId: string, creation: Creation) => void;
	/** Reads one task. A response without a task is `unknownTask`, one with another task `unreadable`. */
	getTask(taskId: string): Promise<Result<Task>>;
	/**
	 * Reads several tasks by one request; absent where the service has none for it. Those that it does not know are left
	 * out. A task is as `getTask` shows it.
	 */
	readonly getTasks?: (taskIds: readonly string[]) => Promise<Result<Task[]>>;
	/** Milliseconds in which a further reading shows nothing new, as far as the responses so far have shown. */
	readonly pollIntervalMs?: () => number;
	/** Reads one page of the task list; `page` counts from 1. A response without a list is `unreadable`. */
	listTasks(page: number): Promise<Result<TaskPage>>;
	/** Stores a picture for a day or so; its public URL. */
	uploadPicture(upload: Upload): Promise<Result<string>>;
	/** The seed of a task that has succeeded; a service without the feature `getSeed` is `unsupported`. */
	getSeed(taskId: string): Promise<Result<number>>;
	/**
	 * Asks for the end of a task; whether it came shows the task alone. A service without the feature `cancel` is
	 * `unsupported`.
	 */
	cancelTask(taskId: string): Promise<Result<unknown>>;

	/** A task ID in a value from outside; undefined where it is none. */
	readTaskId(value: unknown): string | undefined;
	/** The task in JSON that this service has sent; undefined where there is none. */
	readTask(json: unknown): Task | undefined;
	/** The task in the body of a webhook call; undefined where there is none. */
	readCallback(body: unknown): Task | undefined;

	/** Tokens of one successful task; null where the price is not known. */
	priceOf(pool: string, action: string): number | null;

	/** Whether the service, which is somewhere else, can reach this URL, as far as the URL shows it. */
	canReach(url: string): boolean;
	/** Why the service is not going to call this URL, as far as that is known before; undefined where it may. */
	callbackObstacle(url: string): Obstacle | undefined;
	/** Whether pictures may be fetched from this URL, which comes from outside. */
	isAllowedUrl(url: string): boolean;
	/** Opens a picture. URLs from outside, redirects included, must be allowed; the user's own may be any. */
	openPicture(url: string, origin: 'outside' | 'user'): Promise<Result<PictureStream>>;
	/** URL of a picture as the image proxy changes it; absent where the credential names no image proxy. */
	readonly proxyUrl?: (url: string, parameters?: IDataObject) => string;
}
