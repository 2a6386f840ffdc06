import type { IExecuteFunctions } from 'n8n-workflow';

import { concurrency } from '../async/concurrency';
import { mapConcurrently } from '../async/mapConcurrently';
import type { Item } from '../fields/item';
import { stateOf } from '../model/mark';
import type { Creation } from '../model/creation';
import type { TaskOperation, TaskPlan, TaskRequest } from '../operations/operation';
import { toNodeError, type NodeError } from '../output/itemError';
import type { TaskOrder } from '../task/taskLedger';

/** One task that one item wants. */
export interface PlannedTask {
	/** Identifies it within the execution, the same at every attempt. */
	idempotencyKey: string;
	item: Item;
	plan: TaskPlan;
	request: TaskRequest;
}

/** An item that is not legal. */
export interface RejectedItem {
	item: Item;
	error: NodeError;
}

/** The request with the state by which the service's tasks show whose they are, where the service shows it. */
function withState(request: TaskRequest, item: Item, idempotencyKey: string): TaskRequest {
	const { context, service, identity } = item;
	if (!service.sendsState || !('creation' in request)) return request;
	const state = stateOf([identity, context.getNode().id, idempotencyKey]);
	return { creation: { ...request.creation, state } };
}

async function planItem(item: Item, operation: TaskOperation): Promise<TaskPlan | NodeError> {
	try {
		return await operation.plan(item);
	} catch (reason) {
		const error = toNodeError(item.context.getNode(), reason, item.index);
		if (!item.context.continueOnFail()) throw error;
		return error;
	}
}

/**
 * Reads and checks all items before anything is sent. Returns their tasks in the order of the output. The first item that
 * is not legal is thrown, unless the workflow continues on errors.
 */
export async function planItems(
	items: readonly Item[],
	operation: TaskOperation,
): Promise<Array<PlannedTask | RejectedItem>> {
	const plans = await mapConcurrently(items, concurrency.plans, async (item) => ({
		item,
		plan: await planItem(item, operation),
	}));
	return plans.flatMap(({ item, plan }): Array<PlannedTask | RejectedItem> => {
		if (plan instanceof Error) return [{ item, error: plan }];
		return plan.requests.map((request, i) => {
			const idempotencyKey = `${item.runIndex}/${item.index}/${i}`;
			return { idempotencyKey, item, plan, request: withState(request, item, idempotencyKey) };
		});
	});
}

/** `creation`: the planned one, with what the run adds to it. */
export const toOrder = ({ idempotencyKey, plan }: PlannedTask, creation: Creation): TaskOrder => ({
	idempotencyKey,
	creation,
	isSentAgain: plan.isSentAgain ?? false,
});

/** Shows each hint once, however many items it concerns. */
export function showHints(context: IExecuteFunctions, messages: readonly string[]): void {
	for (const message of new Set(messages)) {
		context.addExecutionHints?.({ message, location: 'outputPane', type: 'warning' });
	}
}
