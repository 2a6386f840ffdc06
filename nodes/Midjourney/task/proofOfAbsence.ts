import { canBeMadeBy, isMarked, showsAnyMark } from '../model/mark';
import type { Creation } from '../model/creation';
import type { Task } from '../model/task';
import { isNewestFirst, submittedAtMs, type ListRows, type ListView } from './taskList';

/** A creation whose response was lost. Times are milliseconds since 1970. */
export interface LostResponse {
	creation: Creation;
	sentAt: number;
	/** When it was clear that no usable response would come. */
	noticedAt: number;
}

/** A task of this run. */
export interface OwnTask {
	/** Milliseconds since 1970. */
	sentAt: number;
	/** The action that was asked for; empty where it is not known. */
	action: string;
}

/** Tasks of this run by their IDs. */
export type OwnTasks = ReadonlyMap<string, OwnTask>;

/** Times of a response are whole seconds, and a clock may be read a moment later; a task may seem that much older. */
const toleranceMs = 5_000;
/** A request that was cut off may still be worked on, in a queue of the service or of a gateway. */
const minWaitMs = 150_000;
/** A list may lag more than it was seen to. */
const lagFactor = 3;

/** How far the list's times are ahead of ours, as our own tasks show; else as the service's clock shows. */
function aheadMs({ tasks, clockAheadMs }: ListRows, own: OwnTasks): number {
	const offsets = tasks.flatMap((task) => {
		const offset = submittedAtMs(task) - (own.get(task.id)?.sentAt ?? NaN);
		return Number.isNaN(offset) ? [] : [offset];
	});
	return offsets.length > 0 ? Math.min(...offsets) : clockAheadMs;
}

/** By the list's times, the earliest moment at which the lost creation can have made a task. */
const earliestMs = ({ sentAt }: LostResponse, rows: ListRows, own: OwnTasks) =>
	sentAt + aheadMs(rows, own) - toleranceMs;

/** Whether a task is older than the lost creation. One whose time cannot be read is not. */
export const isOlderThan =
	(lost: LostResponse, own: OwnTasks) =>
	(task: Task, rows: ListRows): boolean =>
		submittedAtMs(task) < earliestMs(lost, rows, own);

/** Tasks that the lost creation may have made, as far as the list shows it; those of others are among them. */
export function candidatesIn(
	view: ListView,
	lost: LostResponse,
	own: OwnTasks,
	isClaimed: (id: string) => boolean,
): Task[] {
	const { creation } = lost;
	const earliest = earliestMs(lost, view, own);
	return view.tasks.filter(
		(task) =>
			!isClaimed(task.id) &&
			!(submittedAtMs(task) < earliest) &&
			!(creation.kind === 'action' && task.id === creation.sourceId) &&
			canBeMadeBy(creation, task),
	);
}

/** How late the list is, as our own tasks have shown. Milliseconds. */
export interface ListLag {
	/** Age of the youngest task that a view showed; Infinity before one was shown. */
	readonly shownAtMs: number;
	/** Age of the oldest task that a view should have shown and did not. */
	readonly missingAtMs: number;
}

export const unknownLag: ListLag = { shownAtMs: Infinity, missingAtMs: 0 };

/** The lag, with what one more view shows of it. */
export function measureLag(lag: ListLag, view: ListView, own: OwnTasks): ListLag {
	const listed = new Set(view.tasks.map(({ id }) => id));
	const last = view.tasks.at(-1);
	const reachesBackTo =
		view.isEntire || last === undefined
			? -Infinity
			: submittedAtMs(last) - aheadMs(view, own) + toleranceMs;
	let { shownAtMs, missingAtMs } = lag;
	for (const [id, { sentAt }] of own) {
		const age = view.readAt - sentAt;
		if (listed.has(id)) shownAtMs = Math.min(shownAtMs, age);
		else if (sentAt > reachesBackTo) missingAtMs = Math.max(missingAtMs, age);
	}
	return { shownAtMs, missingAtMs };
}

/**
 * Whether a view of the list proves that a lost creation has made no task. It does only if the list is known to show tasks
 * such as this one, is read back to before the sending, and is not too late. What it does not say proves nothing.
 */
export function provesAbsence(
	view: ListView,
	lost: LostResponse,
	own: OwnTasks,
	lag: ListLag,
	isClaimed: (id: string) => boolean,
): boolean {
	const { creation, noticedAt } = lost;
	const isOlder = isOlderThan(lost, own);
	const last = view.tasks.at(-1);
	const reachesBack =
		view.isEntire || (isNewestFirst(view.tasks) && last !== undefined && isOlder(last, view));
	const isRecognisable = isMarked(creation)
		? view.tasks.some(showsAnyMark)
		: view.tasks.some(({ id, action }) => action !== '' && own.get(id)?.action === action);
	const waitedMs = view.readAt - noticedAt;
	const isUpToDate = Math.max(lag.shownAtMs, lag.missingAtMs) * lagFactor <= waitedMs;
	return (
		waitedMs >= minWaitMs &&
		view.isConsistent &&
		reachesBack &&
		isRecognisable &&
		isUpToDate &&
		candidatesIn(view, lost, own, isClaimed).length === 0
	);
}
