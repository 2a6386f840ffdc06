import { randomBytes } from 'node:crypto';

import type { IContextObject, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isOutputOptions, type OutputOptions } from '../fields/output';
import { ItemError } from '../model/inputError';
import { isObject, type JsonObject } from '../model/json';
import type { AttemptState, OrderRecord } from '../task/taskLedger';

/**
 * Version of what this package stores in n8n's context of the node. It changes with the shape. In every version `nonce`
 * is where it is now, and IDs of tasks are texts named `taskId` or values of `tasks`.
 */
const version = 2;
const attemptVersion = 2;

/** The output of one task: not known yet, or items that are known already. */
export type OutputSlot =
	| { itemIndex: number; taskId: string; output: OutputOptions }
	| { itemIndex: number; items: INodeExecutionData[]; isError: boolean };

/** What a suspended execution stores. */
export interface SuspendedState {
	nonce: string;
	/** When the execution resumes without a callback; milliseconds since 1970. */
	limitAt: number;
	slots: OutputSlot[];
	/** `settings` of the service. */
	settings: IDataObject;
}

/** The state of a version that this one cannot read. */
export interface UnknownState {
	nonce: string;
	taskIds: string[];
}

function isSlot(slot: unknown): slot is OutputSlot {
	if (!isObject(slot) || typeof slot.itemIndex !== 'number') return false;
	return Array.isArray(slot.items)
		? slot.items.every(isObject) && typeof slot.isError === 'boolean'
		: typeof slot.taskId === 'string' && isOutputOptions(slot.output);
}

function isSuspendedState(state: JsonObject): state is JsonObject & SuspendedState {
	return (
		state.version === version &&
		isObject(state.settings) &&
		typeof state.limitAt === 'number' &&
		Array.isArray(state.slots) &&
		state.slots.every(isSlot)
	);
}

/** IDs of tasks in stored state of any version. */
function findTaskIds(state: unknown): string[] {
	if (Array.isArray(state)) return state.flatMap(findTaskIds);
	if (!isObject(state)) return [];
	const { tasks } = state;
	const ids = [state.taskId, ...(isObject(tasks) ? Object.values(tasks) : [])];
	const own = ids.filter((id): id is string => typeof id === 'string');
	return [...new Set([...own, ...Object.values(state).flatMap(findTaskIds)])];
}

/** `context`: n8n's context of the node. Undefined where no execution was suspended. */
export function readSuspendedState(context: unknown): SuspendedState | UnknownState | undefined {
	const state = isObject(context) ? context.suspended : undefined;
	if (!isObject(state) || typeof state.nonce !== 'string') return undefined;
	const { nonce } = state;
	return isSuspendedState(state) ? state : { nonce, taskIds: findTaskIds(state) };
}

export function storeSuspendedState(context: IContextObject, state: SuspendedState): void {
	context.suspended = { version, ...state };
}

/** Attempts of one execution share the nonce, so that callbacks of adopted tasks are accepted. */
export function nonceOf(context: IContextObject): string {
	if (typeof context.nonce !== 'string') context.nonce = randomBytes(24).toString('hex');
	return context.nonce as string;
}

const isOptional = (value: unknown, type: 'string' | 'number') =>
	value === undefined || typeof value === type;

const isOrderRecord = (record: unknown): record is OrderRecord =>
	isObject(record) &&
	typeof record.digest === 'string' &&
	isOptional(record.taskId, 'string') &&
	isOptional(record.unconfirmedSince, 'number') &&
	isOptional(record.rejection, 'string') &&
	isOptional(record.rejectedIn, 'string');

const isAttemptState = (orders: unknown): orders is AttemptState =>
	isObject(orders) && Object.values(orders).every(isOrderRecord);

/** What earlier attempts of this execution have created. n8n keeps it over Retry On Fail, and over Retry after an error. */
export function attemptStateOf(context: IContextObject): AttemptState {
	context.attempts ??= { version: attemptVersion, orders: {} };
	const { attempts } = context;
	if (
		isObject(attempts) &&
		attempts.version === attemptVersion &&
		isAttemptState(attempts.orders)
	) {
		return attempts.orders;
	}
	throw new ItemError(
		'An earlier attempt of this execution ran with another version of this node',
		`Its tasks: ${findTaskIds(attempts).join(', ') || 'unknown'}. Get them with Task > Wait, and start a new execution.`,
	);
}
