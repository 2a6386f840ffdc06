import { randomBytes } from 'node:crypto';

import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { OhMyGptSettings } from '../service/ohmygpt/settings';
import { isObject } from '../service/ohmygpt/envelope';
import { isPrivateUrl } from '../service/allowedHosts';
import { unknownTask } from '../model/task';
import type { Task } from '../model/task';
import { withQuery } from '../webhook/secret';
import { present } from '../output/taskOutput';
import type { Item } from '../operations/operation';

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

/** Some versions of n8n run tools in a context of their own, others as nodes of a type that ends so. */
const isTool = (context: IExecuteFunctions) =>
	context.isToolExecution?.() === true || context.getNode().type.endsWith('Tool');

/**
 * The address that wakes this execution up; a text says why it cannot be used. Attempts of one execution share the nonce,
 * so that callbacks of tasks that are adopted fit.
 */
export function makeBed(context: IExecuteFunctions, connection: OhMyGptSettings): Bed | string {
	if (isTool(context)) {
		return 'As an AI tool the node cannot suspend the execution; it asks for its tasks instead.';
	}
	const resumeUrl: unknown = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	if (typeof resumeUrl !== 'string' || !URL.canParse(resumeUrl)) {
		return 'n8n gives no address to call back; the node asks for its tasks instead.';
	}
	if (isPrivateUrl(resumeUrl) && !isPrivateUrl(connection.apiBaseUrl)) {
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
 * The fields of an item about a failure, so that n8n moves it to the error output where the node has one: of an item that
 * was stored it looks at nothing but the fields, of which there may be no others then.
 */
export function failedFields(
	context: IExecuteFunctions | IWebhookFunctions,
	{ error, ...details }: IDataObject,
): IDataObject {
	const isMoved = context.getNode().onError === 'continueErrorOutput';
	return isMoved ? { error, details } : { error, ...details };
}

/** Whether the n-th item that comes out is certain to belong to the n-th that went in. */
const isOneForOne = (items: readonly Item[], slots: readonly Slot[]) =>
	slots.length === items.length &&
	slots.every(
		(slot) =>
			'items' in slot || (slot.values.splitGrid !== true && slot.values.itemForEachPrompt !== true),
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
	const kept = slots.map((slot): Slot => {
		if (!('items' in slot && slot.isError)) return slot;
		const stored = slot.items.map(({ json, pairedItem }) => ({
			json: failedFields(context, json),
			pairedItem,
		}));
		return { ...slot, items: stored };
	});
	const sleep: Sleep = { nonce, slots: kept };
	context.getContext('node')[contextKey] = sleep;
	const atLimit = kept.flatMap((slot): INodeExecutionData[] => {
		if ('items' in slot) return slot.items;
		const item = items[slot.itemIndex] ?? first;
		const task = tasks.get(slot.taskId) ?? unknownTask(slot.taskId);
		const json = { ...present(item, task), timedOut: true };
		return [{ json, pairedItem: { item: slot.itemIndex } }];
	});
	const entry = context.getExecuteData();
	entry.data = { main: [atLimit] };
	// After a sleep n8n pairs items by their position, whatever they say. No path back is better than a wrong one.
	if (items.length > 1 && !isOneForOne(items, slots)) entry.source = null;
	await context.putExecutionToWait(new Date(Date.now() + limitMs));
	return [atLimit];
}
