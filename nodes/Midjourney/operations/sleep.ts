import { randomBytes } from 'node:crypto';

import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Connection } from '../api/connection';
import { isObject } from '../api/envelope';
import { isPrivate } from '../api/trust';
import { onlyKnown } from '../model/task';
import type { Task } from '../model/task';
import { withQuery } from '../webhook/secret';
import { present } from './deliver';
import type { Item } from './operation';

/** Name of the query parameter by which a callback proves that it knows this execution's address. */
export const nonceParameter = 'nonce';

/** What the output of a task depends on, as it was set when the execution fell asleep. */
const deliveryFields = [
	'simplify',
	'downloadPicture',
	'splitGrid',
	'itemForEachPrompt',
	'source',
	'options',
];

/** One place in the output: a task that is still awaited, or items that are known already. */
export type Slot =
	| { itemIndex: number; taskId: string; values: IDataObject }
	| { itemIndex: number; items: INodeExecutionData[]; isError: boolean };

/** What an execution keeps while it sleeps, in n8n's context of the node. */
export interface Sleep {
	nonce: string;
	slots: Slot[];
}

const contextKey = 'sleep';

/** Reads what `fallAsleep` has kept; undefined where there is nothing of its kind. */
export function readSleep(kept: unknown): Sleep | undefined {
	const sleep = isObject(kept) ? kept[contextKey] : undefined;
	if (!isObject(sleep) || typeof sleep.nonce !== 'string' || !Array.isArray(sleep.slots)) {
		return undefined;
	}
	return { nonce: sleep.nonce, slots: sleep.slots as Slot[] };
}

export interface Bed {
	/** Where the service is to call, nonce included. */
	callbackUrl: string;
	nonce: string;
}

/**
 * The address that wakes this execution up; a text says why it cannot be used. Attempts of one execution share the nonce,
 * so that callbacks of tasks that are adopted fit.
 */
export function makeBed(context: IExecuteFunctions, connection: Connection): Bed | string {
	if (context.isToolExecution?.()) {
		return 'As an AI tool the node cannot suspend the execution; it asks for its tasks instead.';
	}
	const resumeUrl: unknown = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	if (typeof resumeUrl !== 'string' || !URL.canParse(resumeUrl)) {
		return 'n8n gives no address to call back; the node asks for its tasks instead.';
	}
	if (isPrivate(resumeUrl) && !isPrivate(connection.apiBaseUrl)) {
		const { host } = new URL(resumeUrl);
		return `OhMyGPT cannot call back to ${host}, which only your own network can reach; the node asks for its tasks instead. Set WEBHOOK_URL of n8n to its public address.`;
	}
	const kept = context.getContext('node');
	kept.nonce ??= randomBytes(24).toString('hex');
	const nonce = kept.nonce as string;
	return { nonce, callbackUrl: withQuery(resumeUrl, nonceParameter, nonce) };
}

export const deliveryValues = (item: Item): IDataObject =>
	Object.fromEntries(
		deliveryFields.map((name) => [
			name,
			item.door.context.getNodeParameter(name, item.index, '') as IDataObject,
		]),
	);

/**
 * Puts the execution to sleep until a callback, or the limit. The items that n8n keeps meanwhile are what comes out at the
 * limit: the unfinished tasks, ready for Task > Wait.
 */
export async function fallAsleep(
	items: readonly Item[],
	{ nonce }: Bed,
	slots: Slot[],
	tasks: ReadonlyMap<string, Task>,
	limitMs: number,
): Promise<INodeExecutionData[][]> {
	const [first] = items;
	if (first === undefined) return [[]];
	const { context } = first.door;
	const sleep: Sleep = { nonce, slots };
	context.getContext('node')[contextKey] = sleep;
	const atLimit = slots.flatMap((slot): INodeExecutionData[] => {
		if ('items' in slot) return slot.items;
		const item = items[slot.itemIndex] ?? first;
		const task = tasks.get(slot.taskId) ?? onlyKnown(slot.taskId);
		const json = { ...present(item, task), timedOut: true };
		return [{ json, pairedItem: { item: slot.itemIndex } }];
	});
	context.getExecuteData().data = { main: [atLimit] };
	await context.putExecutionToWait(new Date(Date.now() + limitMs));
	return [atLimit];
}
