import type { IExecuteFunctions } from 'n8n-workflow';

import { concurrency } from '../async/concurrency';
import { mapConcurrently } from '../async/mapConcurrently';
import type { Item } from '../fields/item';
import { InputError } from '../model/inputError';
import { isMarked, stateOf } from '../model/mark';
import type { Creation, FollowUp } from '../model/creation';
import type { Task } from '../model/task';
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

/** Identifies the n-th task of an item within the execution; a call of a tool by what it asks for. */
function keyOf(
	{ runIndex, index, identity }: Item,
	position: number,
	request: TaskRequest,
): string {
	// All follow-ups of an item continue one task.
	const n = 'followUp' in request ? 0 : position;
	const digest = 'creation' in request ? request.creation.digest : request.taskId;
	return identity.isTool ? `tool/${digest}/${n}` : `${runIndex}/${index}/${n}`;
}

/** The creation with the state by which the service's tasks show whose they are, where the service shows it. */
function withState<T extends Creation>(creation: T, item: Item, idempotencyKey: string): T {
	const { context, service, identity } = item;
	if (!service.sendsState) return creation;
	const { owner, key } = identity;
	const { digest } = creation;
	const state = stateOf(
		key === '' ? [owner, context.getNode().id, idempotencyKey] : [owner, digest],
	);
	return { ...creation, state };
}

/** A key is good only where the service shows what it makes: else the same item would be paid again. */
function requireMarks({ requests }: TaskPlan, { identity, service }: Item): void {
	const isLost = requests.some(
		(each) =>
			'creation' in each &&
			(!isMarked(each.creation) || (each.followUp !== undefined && !service.sendsState)),
	);
	if (identity.key === '' || !isLost) return;
	throw new InputError(
		"'Item Key' cannot be used for this item, since its task would carry no mark of it",
		`${service.name} shows nothing of an item but the seed of a prompt: use Imagine without a seed of your own, with 'Add Seed' on Automatic, and without 'Upscale'.`,
	);
}

async function planItem(item: Item, operation: TaskOperation): Promise<TaskPlan | NodeError> {
	try {
		const plan = await operation.plan(item);
		const requests = plan.requests.map((request, i) =>
			'creation' in request
				? { ...request, creation: withState(request.creation, item, keyOf(item, i, request)) }
				: request,
		);
		requireMarks({ ...plan, requests }, item);
		return { ...plan, requests };
	} catch (reason) {
		const error = toNodeError(item.context.getNode(), reason, item.index);
		if (!item.context.continueOnFail()) throw error;
		return error;
	}
}

/** Items with the same key would share a task; `keys`: those of the items before, with their indices. */
function repeatedKey(keys: Map<string, number>, item: Item): NodeError | undefined {
	const { context, index, identity } = item;
	const before = identity.key === '' ? undefined : keys.get(identity.key);
	if (identity.key !== '') keys.set(identity.key, before ?? index);
	if (before === undefined) return undefined;
	const reason = new InputError(
		`'Item Key' is the same as that of item ${before}: ${identity.key}`,
		'Give each item a key of its own, or none.',
	);
	const error = toNodeError(context.getNode(), reason, index);
	if (!context.continueOnFail()) throw error;
	return error;
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
	const keys = new Map<string, number>();
	return plans.flatMap(({ item, plan }): Array<PlannedTask | RejectedItem> => {
		if (plan instanceof Error) return [{ item, error: plan }];
		const error = repeatedKey(keys, item);
		if (error) return [{ item, error }];
		return plan.requests.map((request, i) => {
			return { idempotencyKey: keyOf(item, i, request), item, plan, request };
		});
	});
}

/** The task that continues a finished one. Throws where it cannot be continued. */
export function followUpOf(planned: PlannedTask, followUp: FollowUp, source: Task): PlannedTask {
	const idempotencyKey = `${planned.idempotencyKey}/${followUp.name}`;
	const creation = withState(followUp.creationFor(source), planned.item, idempotencyKey);
	return { ...planned, idempotencyKey, request: { creation } };
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
