import type { Failure } from '../api/answer';
import type { Door } from '../api/request';
import { unfinishedTasks } from '../facts/limits';
import { actionOf } from '../model/creation';
import type { Creation } from '../model/creation';
import type { Task } from '../model/task';
import { askOneByOne } from './ask';
import { now } from './clock';
import { createPlaces } from './places';
import { submit } from './submit';
import { startWatch } from './watch';
import type { Waited } from './watch';

/** How one creation ended. Whatever has a task id may have been paid for. */
export type Produced =
	| { kind: 'created'; taskId: string }
	| { kind: 'notCreated'; failure: Failure; isCertain: boolean }
	| ({ taskId: string } & Waited);

export interface Order {
	creation: Creation;
	isAwaited: boolean;
	/** Milliseconds for a place in the queue, and again for the task itself. */
	limitMs: number;
}

/** All creations and waits of one node run. */
export interface Batch {
	/** Waits for a free place, creates the task and, if asked to, waits for its end. Rejects when stopped. */
	produce(order: Order, onCreated: (taskId: string) => void): Promise<Produced>;
	/** Waits for a task that exists already. */
	awaitTask(taskId: string, limitMs: number): Promise<Produced>;
	/** Ends every wait and begins nothing more. Creations under way are still heard out. */
	stop(reason: Error): void;
	/** Ids of the tasks of this run that were not seen to end. */
	unfinished(): string[];
}

/** `onSeen` hears every answer about a task. */
export function startBatch(door: Door, onSeen?: (task: Task) => void): Batch {
	const stopper = new AbortController();
	const { signal } = door;
	if (signal?.aborted) stopper.abort(signal.reason);
	signal?.addEventListener('abort', () => stopper.abort(signal.reason), { once: true });

	const places = createPlaces(unfinishedTasks[door.connection.membership]);
	const watch = startWatch(askOneByOne(door), stopper.signal, onSeen);
	const claimed = new Set<string>();
	const open = new Set<string>();

	async function create(
		{ creation, isAwaited, limitMs }: Order,
		onCreated: (taskId: string) => void,
	): Promise<Produced> {
		stopper.signal.throwIfAborted();
		const submitted = await submit(door, { creation, deadline: now() + limitMs, claimed });
		if (submitted.kind !== 'created') {
			const isCertain = submitted.kind === 'refused';
			return { kind: 'notCreated', failure: submitted.failure, isCertain };
		}
		const { taskId, submittedAt } = submitted;
		open.add(taskId);
		onCreated(taskId);
		if (!isAwaited) return { kind: 'created', taskId };
		const awaited = { taskId, action: actionOf(creation), submittedAt, deadline: now() + limitMs };
		const waited = await watch.until(awaited);
		if (waited.kind === 'finished') open.delete(taskId);
		return { taskId, ...waited };
	}

	return {
		unfinished: () => [...open],
		stop: (reason) => stopper.abort(reason),
		produce: async (order, onCreated) =>
			await places.hold(async () => await create(order, onCreated)),
		awaitTask: async (taskId, limitMs) => ({
			taskId,
			...(await watch.until({ taskId, action: '', deadline: now() + limitMs })),
		}),
	};
}
