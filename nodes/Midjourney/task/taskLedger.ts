import { isMadeBy, isMarked } from '../model/mark';
import { actionOf, type Creation } from '../model/creation';
import { outcomeOf, type Task } from '../model/task';
import { success, type Failure, type Result } from '../service/result';
import type { Service } from '../service/service';
import type { OwnTask, OwnTasks } from './proofOfAbsence';
import { readBack, submittedAtMs, type ListRows } from './taskList';

/** What is known of one order over the attempts of an execution. */
export interface OrderRecord {
	/** Of the creation; a record of another one says nothing about the order as it is now. */
	digest: string;
	/** The task that was created for it. */
	taskId?: string;
	/** When a creation was sent of which it is not known whether it made a task; milliseconds since 1970. */
	unconfirmedSince?: number;
	/** Why moderation has rejected it, and in which execution: one that the user starts anew tries again. */
	rejection?: string;
	rejectedIn?: string;
}

/** State kept over the attempts of one execution, by idempotency key. */
export type AttemptState = Record<string, OrderRecord>;

/** What is known of the attempts of an execution before this one. */
export interface Attempt {
	state: AttemptState;
	executionId: string;
	/** When the execution began, at its first attempt; milliseconds since 1970. */
	begunAt: number;
	/** Whether an earlier attempt may have been broken off without leaving its state. */
	mayContinue: boolean;
	/** Whether it repeats an earlier attempt whose state is lost: what that has created is known from the list only. */
	isRepeated: boolean;
	/** Whether nothing may be created where the list cannot be read. */
	needsList: boolean;
}

/** A wanted task. */
export interface TaskOrder {
	/** Identifies the order within the execution, the same at every attempt. */
	idempotencyKey: string;
	creation: Creation;
	/** Whether it may be sent again when its response was lost and the list does not show it, as the user has chosen. */
	isSentAgain: boolean;
}

/** Which task belongs to which order, so that none is paid twice and none serves two orders. */
export interface TaskLedger {
	/** Finds tasks that earlier attempts of this execution have created; `taskOf` knows them then. */
	recoverEarlierTasks(deadline: number): Promise<Result<undefined>>;
	/** Adds an order that came up during the run, and finds its task like those of the others. */
	add(order: TaskOrder, deadline: number): Promise<Result<undefined>>;
	has(key: string): boolean;
	taskOf(key: string): string | undefined;
	/** Claims a task for an order; false where another order has it. `sentAt`: when this run has sent its creation. */
	claim(key: string, taskId: string, sentAt?: number): boolean;
	isClaimed(taskId: string): boolean;
	/** The tasks that this run has created. */
	readonly own: OwnTasks;
	/** Forgets a task that has failed, so that a new attempt creates a new one. */
	forget(key: string): void;
	/** When a creation of the order was sent whose result is unknown. */
	unconfirmedSince(key: string): number | undefined;
	markUnconfirmed(key: string, sentAt: number): void;
	/** It is known that the creation made no task. */
	clearUnconfirmed(key: string): void;
	/** Why moderation has rejected the order at an earlier attempt. */
	rejectionOf(key: string): Failure | undefined;
	reject(key: string, failure: Failure): void;
	/** Tasks of orders that have changed since, by idempotency key: they were created for something else. */
	readonly replaced: ReadonlyMap<string, string>;
}

/** Tasks that earlier attempts of this execution have created, by their marks, among all that the list shows. */
async function findByMark(
	service: Service,
	creations: readonly Creation[],
	{ begunAt, mayContinue }: Attempt,
	deadline: number,
): Promise<Result<{ ours: Task[]; listed: Task[] }>> {
	const isOlder = (task: Task, { clockAheadMs }: ListRows) =>
		submittedAtMs(task) < begunAt + clockAheadMs;
	const pages = mayContinue ? {} : { maxPages: 1 };
	const view = await readBack(service, isOlder, { deadline, ...pages });
	if (!view.ok) return view;
	const ours = view.data.tasks.filter((task) =>
		creations.some((creation) => isMadeBy(creation, task)),
	);
	return success({
		ours: ours.filter((task) => outcomeOf(task) !== 'failure'),
		listed: view.data.tasks,
	});
}

/** `orders`: all that the run is known to have; the list is read only where one of them has a mark. */
export function createTaskLedger(
	service: Service,
	attempt: Attempt,
	orders: readonly TaskOrder[],
): TaskLedger {
	const { state } = attempt;
	const replaced = new Map<string, string>();
	const own = new Map<string, OwnTask>();
	const creations = new Map<string, Creation>();

	/** What is known of something else at the same place says nothing about the order. */
	function register({ idempotencyKey: key, creation }: TaskOrder): void {
		creations.set(key, creation);
		const record = state[key];
		if (!record || record.digest === creation.digest) return;
		if (record.taskId !== undefined) replaced.set(key, record.taskId);
		delete state[key];
	}

	for (const order of orders) register(order);
	const recordOf = (key: string) => (state[key] ??= { digest: creations.get(key)?.digest ?? '' });
	/** Tasks that the list has shown before this run has sent anything. */
	const existing = new Set<string>();
	const claimed = new Set([
		...Object.values(state).flatMap(({ taskId }) => taskId ?? []),
		...replaced.values(),
	]);

	function claim(key: string, taskId: string, sentAt?: number): boolean {
		if (claimed.has(taskId) || existing.has(taskId)) return false;
		claimed.add(taskId);
		const creation = creations.get(key);
		if (creation && sentAt !== undefined) own.set(taskId, { sentAt, action: actionOf(creation) });
		const record = recordOf(key);
		record.taskId = taskId;
		delete record.unconfirmedSince;
		return true;
	}

	return {
		has: (key) => creations.has(key),
		async add(order, deadline) {
			register(order);
			const { idempotencyKey: key, creation } = order;
			const isSought = attempt.mayContinue && isMarked(creation) && state[key] === undefined;
			if (!isSought) return success(undefined);
			const found = await findByMark(service, [creation], attempt, deadline);
			if (!found.ok) return found;
			const match = found.data.ours.find(({ id }) => !claimed.has(id));
			// It was there before the run, which no other order may claim.
			if (match) {
				existing.delete(match.id);
				claim(key, match.id);
			}
			return success(undefined);
		},
		async recoverEarlierTasks(deadline) {
			const sought = orders.filter(
				({ idempotencyKey, creation }) =>
					state[idempotencyKey]?.taskId === undefined && isMarked(creation),
			);
			if (sought.length === 0) return success(undefined);
			const found = await findByMark(service, [...creations.values()], attempt, deadline);
			if (!found.ok) return found;
			for (const { idempotencyKey, creation } of sought) {
				const match = found.data.ours.find(
					(task) => isMadeBy(creation, task) && !claimed.has(task.id),
				);
				if (match) claim(idempotencyKey, match.id);
			}
			for (const { id } of found.data.listed) existing.add(id);
			return success(undefined);
		},
		taskOf: (key) => state[key]?.taskId,
		claim,
		isClaimed: (taskId) => claimed.has(taskId),
		own,
		forget(key) {
			delete state[key];
		},
		unconfirmedSince: (key) => state[key]?.unconfirmedSince,
		markUnconfirmed(key, sentAt) {
			recordOf(key).unconfirmedSince = sentAt;
		},
		clearUnconfirmed(key) {
			delete recordOf(key).unconfirmedSince;
		},
		rejectionOf(key) {
			const { rejection: message, rejectedIn } = state[key] ?? {};
			return message === undefined || rejectedIn !== attempt.executionId
				? undefined
				: { kind: 'moderation', message };
		},
		reject(key, { message }) {
			Object.assign(recordOf(key), { rejection: message, rejectedIn: attempt.executionId });
		},
		replaced,
	};
}
