import type { INodeExecutionData } from 'n8n-workflow';

import { apiError, operationError, taskError } from '../api/errors';
import { justSubmitted } from '../model/creation';
import type { Creation } from '../model/creation';
import { outcomeOf, simplified } from '../model/task';
import { startBatch } from '../task/batch';
import type { Produced } from '../task/batch';
import { inLanes } from '../task/lanes';
import { createPlaces } from '../task/places';
import type { CreatingOperation, Item, Output, Plan } from './operation';
import { failed, paired, toNodeError } from './outputs';
import type { NodeError } from './outputs';

/** Items that are read and checked at once; pictures that are downloaded at once. */
const plansAtOnce = 5;
const downloadsAtOnce = 5;

/** A task that one item wants created. */
interface Piece {
	item: Item;
	plan: Plan;
	creation: Creation;
}

const lookLater =
	'The task goes on and is charged when it succeeds. Get it later with Task > Get and this task ID.';

/** Turns the end of a task into output, or into the error that tells the user what to do. */
async function toOutputs({ item, plan, creation }: Piece, produced: Produced): Promise<Output[]> {
	const node = item.door.context.getNode();
	if (produced.kind === 'notCreated') {
		const next = produced.isCertain
			? undefined
			: 'The service may have created the task all the same, and it was not found in the task list, so it was not sent again. See whether it turns up with a look at the account before you run this item again.';
		throw apiError(node, produced.failure, { itemIndex: item.index }, next);
	}
	const { taskId } = produced;
	if (produced.kind === 'created') return await plan.deliver(justSubmitted(taskId, creation));

	const task = produced.task ?? justSubmitted(taskId, creation);
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
async function planAll(items: readonly Item[], operation: CreatingOperation) {
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

/** Creates the tasks of all items, waits for them together and delivers each as soon as it is finished. */
export async function runCreations(
	items: readonly Item[],
	operation: CreatingOperation,
): Promise<INodeExecutionData[][]> {
	const door = items[0]?.door;
	if (door === undefined) return [];
	const { context, signal } = door;
	const plans = await planAll(items, operation);
	const batch = startBatch(door);
	const downloads = createPlaces(downloadsAtOnce);
	const created = new Map<string, number>();

	const make = async (piece: Piece): Promise<Output[]> => {
		const { plan, creation, item } = piece;
		const produced = await batch.produce({ ...plan, creation }, (taskId) => {
			created.set(taskId, item.index);
			context.logger.info(`Midjourney task ${taskId} was created for item ${item.index}`);
		});
		return await downloads.hold(async () => await toOutputs(piece, produced));
	};
	/** Ends the whole run at the first error, unless the user goes on. */
	const orFail = async (item: Item, work: Promise<Output[]>): Promise<INodeExecutionData[]> => {
		try {
			return paired(await work, item);
		} catch (reason) {
			const error = toNodeError(context, reason, item.index);
			if (context.continueOnFail() && !signal?.aborted) return [failed(error, item.index)];
			batch.stop(error);
			throw error;
		}
	};
	const work = items.flatMap((item, index) => {
		const plan = plans[index];
		if (plan === undefined || plan instanceof Error) {
			return [orFail(item, Promise.reject(plan ?? new Error('the item was not read')))];
		}
		return plan.creations.map(
			async (creation) => await orFail(item, make({ item, plan, creation })),
		);
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
