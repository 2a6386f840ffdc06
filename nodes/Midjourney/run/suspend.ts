import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { now } from '../async/sleep';
import type { Item } from '../fields/item';
import { unknownTask, type Task } from '../model/task';
import { withQuery } from '../model/url';
import { toStoredErrorJson } from '../output/itemError';
import { toJson } from '../output/taskJson';
import type { Service } from '../service/service';
import { nonceParameter } from '../webhook/secret';
import { isTool } from './identity';
import { nonceOf, storeSuspendedState, type OutputSlot } from './storedState';

/** The URL that resumes this execution, for `webhookUrl` of creations; or a hint why there is none. */
export interface Suspension {
	callbackUrl?: string;
	hint?: string;
}

export function prepareSuspension(context: IExecuteFunctions, service: Service): Suspension {
	if (isTool(context)) {
		return {
			hint: 'As an AI tool the node cannot suspend the execution; it polls its tasks instead.',
		};
	}
	const resumeUrl: unknown = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	if (typeof resumeUrl !== 'string' || !URL.canParse(resumeUrl)) {
		return { hint: 'n8n provides no URL for callbacks; the node polls its tasks instead.' };
	}
	const obstacle = service.callbackObstacle(resumeUrl);
	if (obstacle) {
		return { hint: `${obstacle.why}; the node polls its tasks instead. ${obstacle.next}` };
	}
	const nonce = nonceOf(context.getContext('node'));
	return { callbackUrl: withQuery(resumeUrl, nonceParameter, nonce) };
}

/** Whether the n-th output item certainly belongs to the n-th input item. */
const isOneForOne = (items: readonly Item[], slots: readonly OutputSlot[]) =>
	slots.length === items.length &&
	slots.every(
		(slot) => 'items' in slot || !(slot.output.splitGrid || slot.output.itemForEachPrompt),
	);

/**
 * Suspends the execution until a callback resumes it, or until the limit. The items that n8n stores meanwhile are the
 * output at the limit: the unfinished tasks, ready for Task > Wait.
 */
export async function suspendExecution(
	items: readonly Item[],
	slots: readonly OutputSlot[],
	tasks: ReadonlyMap<string, Task>,
	limitMs: number,
): Promise<INodeExecutionData[][]> {
	const [first] = items;
	if (first === undefined) return [[]];
	const { context, service } = first;
	const node = context.getNode();
	const stored = slots.map((slot): OutputSlot => {
		if (!('items' in slot && slot.isError)) return slot;
		const errors = slot.items.map(({ json, pairedItem }) => ({
			json: toStoredErrorJson(node, json),
			pairedItem,
		}));
		return { ...slot, items: errors };
	});
	const limitAt = now() + limitMs;
	const nodeContext = context.getContext('node');
	storeSuspendedState(nodeContext, {
		nonce: nonceOf(nodeContext),
		limitAt,
		slots: stored,
		settings: service.settings,
	});
	const atLimit = stored.flatMap((slot): INodeExecutionData[] => {
		if ('items' in slot) return slot.items;
		const task = tasks.get(slot.taskId) ?? unknownTask(slot.taskId);
		const json = { ...toJson(task, service, slot.output.simplify), timedOut: true };
		return [{ json, pairedItem: { item: slot.itemIndex } }];
	});
	const executeData = context.getExecuteData();
	executeData.data = { main: [atLimit] };
	// When an execution resumes, n8n pairs items by their position. No pairing is better than a wrong one.
	if (items.length > 1 && !isOneForOne(items, slots)) executeData.source = null;
	await context.putExecutionToWait(new Date(limitAt));
	return [atLimit];
}
