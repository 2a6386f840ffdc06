import { at, isObject, textOf } from './jsonValue';
import type { Answer } from './wireClient';

export interface Pauses {
	/** Resolves at once when the user has interrupted the probe. */
	sleep(ms: number): Promise<void>;
	isInterrupted(): boolean;
}

/** One creation and all that was read about its task. */
export interface TaskHistory {
	creation: Answer;
	/** Empty: no task of it is known. */
	id: string;
	/** Where the id comes from. */
	idFrom: 'answer' | 'list' | 'nowhere';
	/** Whether the answer is a refusal beyond doubt. */
	isRefused: boolean;
	/** The task in each answer to a query, oldest first. */
	states: unknown[];
	/** The task in the list: the first answer that had it, and the last. */
	firstRow?: unknown;
	lastRow?: unknown;
	/** Milliseconds from the answer of the creation to the first list that had the task. */
	lagMs?: number;
	/** Lists that did not have the task yet. */
	looksBefore: number;
	/** Whether the first read of the task knew it. */
	isKnownAtOnce?: boolean;
	/** Whether the end was seen twice in a row. */
	hasEnded: boolean;
	/** Tokens by which the balance became smaller; undefined where it cannot be read. */
	charged?: number;
}

export const newHistory = (creation: Answer): TaskHistory => ({
	creation,
	id: '',
	idFrom: 'nowhere',
	isRefused: false,
	states: [],
	looksBefore: 0,
	hasEnded: false,
});

const endWords = /^(success|failure|failed|cancel|cancelled|completed|terminated)$/i;
const failureWords = /^(failure|failed|cancel|cancelled|terminated)$/i;

const statusOf = (task: unknown) => textOf(at(task, 'status'));

/** Whether a task object shows the end in one of the ways that services have. */
export function isEnd(task: unknown): boolean {
	const finished = at(task, 'finishTime');
	const hasTime = typeof finished === 'string' ? finished !== '' : Number(finished ?? 0) > 0;
	return endWords.test(statusOf(task)) || hasTime || at(task, 'progress') === '100%';
}

export const isFailure = (task: unknown): boolean =>
	failureWords.test(statusOf(task)) || textOf(at(task, 'failReason')) !== '';

export const lastState = ({ states }: TaskHistory): unknown => states.at(-1);

/** The task at its end if it ended well, else undefined. */
export function success(history: TaskHistory | undefined): unknown {
	if (!history?.hasEnded) return undefined;
	const task = lastState(history);
	return isFailure(task) ? undefined : task;
}

const pollMs = 5_000;
const confirmMs = 2_000;

interface Watched {
	/** Reads the task once. undefined: the answer has no task. */
	read: () => Promise<unknown>;
	/** Runs after each read. */
	also?: () => Promise<void>;
	limitMs: number;
	pauses: Pauses;
}

/** Reads a task until its end was seen twice in a row, or the time is over. */
export async function watchTask(history: TaskHistory, watched: Watched): Promise<void> {
	const { read, also, limitMs, pauses } = watched;
	const end = Date.now() + limitMs;
	let wasEnd = false;
	while (!pauses.isInterrupted() && Date.now() < end) {
		const task = await read();
		history.isKnownAtOnce ??= isObject(task);
		if (isObject(task)) history.states.push(task);
		await also?.();
		const isNowEnd = isObject(task) && isEnd(task);
		if (isNowEnd && wasEnd) {
			history.hasEnded = true;
			return;
		}
		wasEnd = isNowEnd;
		await pauses.sleep(isNowEnd ? confirmMs : pollMs);
	}
}
