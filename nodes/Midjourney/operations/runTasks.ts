import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { apiError, operationError, taskError } from '../api/errors';
import { justSubmitted } from '../model/creation';
import { onlyKnown, outcomeOf, simplified } from '../model/task';
import { startBatch } from '../task/batch';
import type { Produced } from '../task/batch';
import { inLanes } from '../task/lanes';
import { createPlaces } from '../task/places';
import type { Item, Output, Plan, TaskOperation, Wanted } from './operation';
import { failed, paired, toNodeError } from './outputs';
import type { NodeError } from './outputs';

/** Items that are read and checked at once; pictures that are downloaded at once. */
const plansAtOnce = 5;
const downloadsAtOnce = 5;

/** One task that one item wants. */
interface Piece {
	item: Item;
	plan: Plan;
	wanted: Wanted;
}

/** What is known of a task of which nothing but its id was heard. */
const unseen = (taskId: string, wanted: Wanted) =>
	'creation' in wanted ? justSubmitted(taskId, wanted.creation) : onlyKnown(taskId);

const lookLater =
	'The task goes on and is charged when it succeeds. Get it later with Task > Get and this task ID.';

/** Turns the end of a task into output, or into the error that tells the user what to do. */
async function toOutputs({ item, plan, wanted }: Piece, produced: Produced): Promise<Output[]> {
	const node = item.door.context.getNode();
	if (produced.kind === 'notCreated') {
		const next = produced.isCertain
			? undefined
			: 'The service may have created the task all the same, and it was not found in the task list, so it was not sent again. See whether it turns up with a look at the account before you run this item again.';
		throw apiError(node, produced.failure, { itemIndex: item.index }, next);
	}
	const { taskId } = produced;
	if (produced.kind === 'created') return await plan.deliver(unseen(taskId, wanted));

	const task = produced.task ?? unseen(taskId, wanted);
	const subject = { itemIndex: item.index, taskId, task: simplified(task) };
	if (produced.kind === 'refused') throw apiError(node, produced.failure, subject, lookLater);
	if (produced.kind === 'finished') {
		if (outcomeOf(task) === 'failure') throw taskError(node, task, item.index);
		return await plan.deliver(task);
	}
	if (plan.isLimitAccepted) {
		const outputs = await plan.deliver(task);
		return outputs.map((output) => ({ ...output, json: { ...output.json, timedOut: true } }));
	}
	const minutes = Math.round(plan.limitMs / 6_000) / 10;
	const seen = task.progress === null ? task.status : `${task.status}, ${task.progress} %`;
	const trouble = produced.lastFailure
		? ` The last answer was: ${produced.lastFailure.message}.`
		: '';
	throw operationError(
		node,
		`The task was not finished within ${minutes} minutes; its last state was ${seen}`,
		`${lookLater} To wait longer, raise 'Time Limit'.${trouble}`,
		subject,
	);
}

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
function mentioning(created: ReadonlyMap<string, number>, error: NodeError): NodeError {
	const others = [...created].filter(([taskId]) => taskId !== error.context.taskId);
	if (others.length === 0) return error;
	const list = others.map(([taskId, itemIndex]) => `${taskId} (item ${itemIndex})`).join(', ');
	error.description =
		`${error.description ?? ''} Other tasks of this run: ${list}. Get them with Task > Get.`.trim();
	error.context.createdTasks = others.map(([taskId, itemIndex]) => ({ taskId, itemIndex }));
	return error;
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
	const batch = startBatch(door);
	const downloads = createPlaces(downloadsAtOnce);
	const created = new Map<string, number>();

	const produce = async ({ item, plan, wanted }: Piece): Promise<Produced> => {
		if ('taskId' in wanted) return await batch.awaitTask(wanted.taskId, plan.limitMs);
		const { creation } = wanted;
		return await batch.produce({ ...plan, creation }, (taskId) => {
			created.set(taskId, item.index);
			context.logger.info(`Midjourney task ${taskId} was created for item ${item.index}`);
		});
	};
	const make = async (piece: Piece): Promise<Output[]> => {
		const produced = await produce(piece);
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
		return plan.wanted.map(async (wanted) => await orFail(item, make({ item, plan, wanted })));
	});

	// Creations under way are heard out even when the run is lost, so that every paid task's id is known.
	const settled = await Promise.allSettled(work);
	const lost = settled.find((result) => result.status === 'rejected');
	if (lost) {
		const goingOn = batch.unfinished();
		if (goingOn.length > 0) {
			context.logger.warn(`Midjourney tasks that go on without this run: ${goingOn.join(', ')}`);
		}
		throw mentioning(created, toNodeError(context, lost.reason, 0));
	}
	return settled.map((result) => (result.status === 'fulfilled' ? result.value : []));
}
