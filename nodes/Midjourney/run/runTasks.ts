import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { downloadsAtOnce } from '../facts/limits';
import type { Task } from '../model/task';
import { startBatch } from '../task/taskRunner';
import type { Batch, Produced } from '../task/taskRunner';
import type { Memory } from '../task/taskLedger';
import { lookAt } from '../task/fetchTasks';
import { createSemaphore } from '../async/semaphore';
import type { Item, Output, Plan, TaskOperation } from '../operations/operation';
import { failed, paired, toNodeError } from '../output/itemError';
import type { NodeError } from '../output/itemError';
import { planAll, showHints } from '../operations/plans';
import { toOutputs } from './taskResult';
import type { Piece } from './taskResult';
import { deliveryValues, fallAsleep, makeBed } from './suspend';
import type { Bed, Slot } from './suspend';

/** Tells about tasks that are paid for, or will be, although the run ends without their output. */
function mentioning(
	created: ReadonlyMap<string, number>,
	notStarted: readonly number[],
	error: NodeError,
): NodeError {
	const others = [...created].filter(([taskId]) => taskId !== error.context.taskId);
	const list = others.map(([taskId, itemIndex]) => `${taskId} (item ${itemIndex})`).join(', ');
	const sentences = [
		error.description ?? '',
		list && `Other tasks of this run: ${list}. Get them with Task > Wait.`,
		notStarted.length > 0 ? `Not started: ${notStarted.map((i) => `item ${i}`).join(', ')}.` : '',
	];
	error.description = sentences.filter((sentence) => sentence !== '').join(' ');
	error.context.createdTasks = others.map(([taskId, itemIndex]) => ({ taskId, itemIndex }));
	return error;
}

/** What this execution has made so far, kept by n8n over the attempts of Retry On Fail. */
function memoryOf(context: IExecuteFunctions): Memory {
	const kept = context.getContext('node');
	kept.midjourney ??= { tasks: {}, lost: {} };
	return kept.midjourney as Memory;
}

/** What became of one piece: items, or a task that is left to a callback. */
type Made = Output[] | { taskId: string };

/** The work of one node run: everything that its pieces share. */
function startWork(context: IExecuteFunctions, batch: Batch, bed: Bed | undefined) {
	const downloads = createSemaphore(downloadsAtOnce);
	const created = new Map<string, number>();
	/** Items for which the service was asked for something. */
	const begun = new Set<number>();

	async function produce({ key, item, plan, wanted }: Piece): Promise<Produced> {
		const { mode, limitMs } = plan.waiting;
		if ('taskId' in wanted) {
			begun.add(item.index);
			return await batch.awaitTask(wanted.taskId, limitMs);
		}
		const creation = { ...wanted.creation, ...(bed ? { webhookUrl: bed.callbackUrl } : {}) };
		const isAwaited = mode !== 'none' && !bed;
		const produced = await batch.produce({ key, creation, isAwaited, limitMs }, (taskId) => {
			created.set(taskId, item.index);
			begun.add(item.index);
			context.logger.info(`Midjourney task ${taskId} serves item ${item.index}`);
		});
		if (produced.kind !== 'notStarted') begun.add(item.index);
		if (produced.kind === 'doubt') {
			context.logger.warn(
				`The answer to a creation for item ${item.index} was lost: a Midjourney task may exist that this run does not know`,
			);
		}
		return produced;
	}

	const deliver = async (piece: Piece, produced: Produced) =>
		await downloads.use(async () => await toOutputs(piece, produced));

	async function make(piece: Piece): Promise<Made> {
		const produced = await produce(piece);
		const isLeft = bed && produced.kind === 'created';
		return isLeft ? { taskId: produced.taskId } : await deliver(piece, produced);
	}

	/** An error ends the whole run, unless the user goes on. */
	async function toSlot(item: Item, work: Promise<Made>): Promise<Slot> {
		const itemIndex = item.index;
		try {
			const made = await work;
			return Array.isArray(made)
				? { itemIndex, items: paired(made, item), isError: false }
				: { itemIndex, ...made, values: deliveryValues(item) };
		} catch (reason) {
			const error = toNodeError(context, reason, itemIndex);
			if (context.continueOnFail() && !item.door.signal?.aborted) {
				return { itemIndex, items: [failed(context, error, itemIndex)], isError: true };
			}
			batch.stop(error);
			throw error;
		}
	}

	/** Hears all work out, even when the run is lost, so that every paid task's id is known. */
	async function settle(items: readonly Item[], work: ReadonlyArray<Promise<Slot>>) {
		const settled = await Promise.allSettled(work);
		const lost = settled.find((result) => result.status === 'rejected');
		if (!lost) return settled.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
		const goingOn = batch.unfinished();
		if (goingOn.length > 0) {
			context.logger.warn(`Midjourney tasks that go on without this run: ${goingOn.join(', ')}`);
		}
		const notStarted = items.map(({ index }) => index).filter((index) => !begun.has(index));
		throw mentioning(created, notStarted, toNodeError(context, lost.reason, 0));
	}

	return { make, deliver, toSlot, settle };
}

const itemsOf = (slots: readonly Slot[]) =>
	slots.map((slot) => ('items' in slot ? slot.items : []));

/** Creates and awaits the tasks of all items together, and delivers each as soon as it is finished. */
export async function runTasks(
	items: readonly Item[],
	operation: TaskOperation,
): Promise<INodeExecutionData[][]> {
	const door = items[0]?.door;
	if (door === undefined) return [];
	const { context } = door;
	const plans = await planAll(items, operation);
	const legal = plans.filter((plan): plan is Plan => !(plan instanceof Error));
	const wishesSleep = legal.some(({ waiting }) => waiting.mode === 'suspend');
	const bed = wishesSleep ? makeBed(context, door.connection) : undefined;
	showHints(context, [
		...legal.flatMap(({ hints }) => hints ?? []),
		...(typeof bed === 'string' ? [bed] : []),
	]);

	/** Pieces in the order of the output; an error stands for an item that was not legal. */
	const pieces = items.flatMap((item, index): Array<Piece | { item: Item; error: unknown }> => {
		const plan = plans[index];
		if (plan === undefined || plan instanceof Error) return [{ item, error: plan }];
		return plan.wanted.map((wanted, i) => {
			const key = `${item.runIndex}/${item.index}/${i}`;
			return { key, operation, item, plan, wanted };
		});
	});
	const batch = startBatch(door, {
		entries: pieces.flatMap((piece) =>
			'wanted' in piece && 'creation' in piece.wanted
				? { key: piece.key, creation: piece.wanted.creation }
				: [],
		),
		memory: memoryOf(context),
		maximumCost: Math.min(...legal.map(({ maximumCost }) => maximumCost ?? Infinity)),
	});
	const work = startWork(context, batch, typeof bed === 'string' ? undefined : bed);
	try {
		const slots = await work.settle(
			items,
			pieces.map(async (piece) => {
				const made =
					'error' in piece
						? Promise.reject(toNodeError(context, piece.error, piece.item.index))
						: work.make(piece);
				return await work.toSlot(piece.item, made);
			}),
		);
		const left = slots.flatMap((slot) => ('taskId' in slot ? [slot.taskId] : []));
		if (left.length === 0 || typeof bed !== 'object') return itemsOf(slots);

		// A task that has ended meanwhile may have called back too early to be heard.
		const look = await lookAt(door, left);
		const tasks = look.ok ? look.data.tasks : new Map<string, Task>();
		if (!look.ok || !look.data.areFinished) {
			const limitMs = Math.max(...legal.map(({ waiting }) => waiting.limitMs));
			return await fallAsleep(items, bed, slots, tasks, limitMs);
		}
		const delivered = await work.settle(
			items,
			slots.map(async (slot, i) => {
				const piece = pieces[i];
				const task = 'taskId' in slot ? tasks.get(slot.taskId) : undefined;
				if (!task || !piece || 'error' in piece) return slot;
				const waited = { kind: 'finished' as const, task };
				const produced = { kind: 'ended' as const, taskId: task.id, waited };
				return await work.toSlot(piece.item, work.deliver(piece, produced));
			}),
		);
		return itemsOf(delivered);
	} finally {
		batch.stop(new Error('the run has ended'));
	}
}
