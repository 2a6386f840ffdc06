import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { startBatch } from '../task/batch';
import type { Produced } from '../task/batch';
import { inLanes } from '../task/lanes';
import type { Memory } from '../task/ledger';
import { createPlaces } from '../task/places';
import type { Item, Output, Plan, TaskOperation } from './operation';
import { failed, paired, toNodeError } from './outputs';
import type { NodeError } from './outputs';
import { toOutputs } from './produced';
import type { Piece } from './produced';

/** Items that are read and checked at once; pictures that are downloaded at once. */
const plansAtOnce = 5;
const downloadsAtOnce = 5;

/** Reads and checks all items before anything is sent. */
async function planAll(items: readonly Item[], operation: TaskOperation) {
	return await inLanes(items, plansAtOnce, async (item): Promise<Plan | NodeError> => {
		const { context } = item.door;
		try {
			return await operation.plan(item);
		} catch (reason) {
			const error = toNodeError(context, reason, item.index);
			if (!context.continueOnFail()) throw error;
			return error;
		}
	});
}

/** Shows what is unwise once, however many items it concerns. */
function showHints(context: IExecuteFunctions, plans: ReadonlyArray<Plan | NodeError>): void {
	const messages = plans.flatMap((plan) => (plan instanceof Error ? [] : (plan.hints ?? [])));
	for (const message of new Set(messages)) {
		context.addExecutionHints?.({ message, location: 'outputPane', type: 'warning' });
	}
}

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
		notStarted.length > 0 ? `Items that were not started: ${notStarted.join(', ')}.` : '',
	];
	error.description = sentences.filter((sentence) => sentence !== '').join(' ');
	error.context.createdTasks = others.map(([taskId, itemIndex]) => ({ taskId, itemIndex }));
	return error;
}

/** Tasks that this execution has made so far, kept by n8n over the attempts of Retry On Fail. */
function memoryOf(context: IExecuteFunctions): Memory {
	const kept = context.getContext('node');
	kept.createdTasks ??= {};
	return kept.createdTasks as Memory;
}

/** Creates and awaits the tasks of all items together, and delivers each as soon as it is finished. */
export async function runTasks(
	items: readonly Item[],
	operation: TaskOperation,
): Promise<INodeExecutionData[][]> {
	const door = items[0]?.door;
	if (door === undefined) return [];
	const { context, signal } = door;
	const plans = await planAll(items, operation);
	showHints(context, plans);
	const legal = plans.filter((plan): plan is Plan => !(plan instanceof Error));
	const batch = startBatch(door, {
		creations: legal.flatMap(({ wanted }) =>
			wanted.flatMap((each) => ('creation' in each ? each.creation : [])),
		),
		memory: memoryOf(context),
		maximumCost: Math.min(...legal.map(({ maximumCost }) => maximumCost ?? Infinity)),
	});
	const downloads = createPlaces(downloadsAtOnce);
	const created = new Map<string, number>();
	const begun = new Set<number>();

	const produce = async ({ item, plan, wanted }: Piece, key: string): Promise<Produced> => {
		if ('taskId' in wanted) return await batch.awaitTask(wanted.taskId, plan.limitMs);
		const { creation } = wanted;
		return await batch.produce({ ...plan, key, creation }, (taskId) => {
			created.set(taskId, item.index);
			begun.add(item.index);
			context.logger.info(`Midjourney task ${taskId} serves item ${item.index}`);
		});
	};
	const make = async (piece: Piece, key: string): Promise<Output[]> => {
		const produced = await produce(piece, key);
		return await downloads.hold(async () => await toOutputs(piece, produced));
	};
	/** Ends the whole run at the first error, unless the user goes on. */
	const orFail = async (item: Item, work: Promise<Output[]>): Promise<INodeExecutionData[]> => {
		try {
			return paired(await work, item);
		} catch (reason) {
			const error = toNodeError(context, reason, item.index);
			if (context.continueOnFail() && !signal?.aborted) return [failed(context, error, item.index)];
			batch.stop(error);
			throw error;
		}
	};
	const work = items.flatMap((item, index) => {
		const plan = plans[index];
		if (plan === undefined || plan instanceof Error) {
			return [orFail(item, Promise.reject(plan ?? new Error('the item was not read')))];
		}
		return plan.wanted.map(async (wanted, i) => {
			const key = [item.runIndex, index, i].join('/');
			return await orFail(item, make({ item, plan, wanted }, key));
		});
	});

	// Creations under way are heard out even when the run is lost, so that every paid task's id is known.
	const settled = await Promise.allSettled(work);
	const lost = settled.find((result) => result.status === 'rejected');
	const goingOn = batch.unfinished();
	batch.stop(new Error('the run has ended'));
	if (!lost) return settled.map((result) => (result.status === 'fulfilled' ? result.value : []));
	if (goingOn.length > 0) {
		context.logger.warn(`Midjourney tasks that go on without this run: ${goingOn.join(', ')}`);
	}
	const notStarted = items.map(({ index }) => index).filter((index) => !begun.has(index));
	throw mentioning(created, notStarted, toNodeError(context, lost.reason, 0));
}
