import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { Output } from '../fields/item';
import { ItemError, type ErrorSubject } from '../model/inputError';
import { isObject } from '../model/json';
import { ServiceError } from '../service/errors';

export type NodeError = NodeApiError | NodeOperationError;

function suffixOf({ taskId, pressed }: ErrorSubject): string {
	if (pressed) return ` (button '${pressed.button}' of task ${pressed.sourceId})`;
	return taskId === undefined ? '' : ` (task ${taskId})`;
}

function fromItemError(node: INode, reason: ItemError, itemIndex: number): NodeError {
	const { description, subject } = reason;
	const message = `${reason.message}${suffixOf(subject)}`;
	let error: NodeError;
	if (reason instanceof ServiceError) {
		const { kind, status, message: words } = reason.failure;
		const httpCode = status === undefined ? {} : { httpCode: String(status) };
		const options = { message, description, itemIndex, ...httpCode };
		error = new NodeApiError(node, { message: words, kind }, options);
	} else {
		error = new NodeOperationError(node, message, { description, itemIndex });
	}
	// The constructors replace messages that contain names of network errors.
	error.message = message;
	const { taskId, task, notStarted } = subject;
	if (taskId !== undefined) error.context.taskId = taskId;
	if (task !== undefined) error.context.task = task;
	if (notStarted) error.context.notStarted = true;
	return error;
}

/** An error as n8n wants it from a node. Other errors keep their message. */
export function toNodeError(node: INode, reason: unknown, itemIndex: number): NodeError {
	if (reason instanceof NodeApiError || reason instanceof NodeOperationError) {
		reason.context.itemIndex ??= itemIndex;
		return reason;
	}
	if (reason instanceof ItemError) return fromItemError(node, reason, itemIndex);
	const error = reason instanceof Error ? reason : new Error(String(reason));
	return new NodeOperationError(node, error, { itemIndex });
}

/** Agents pass on an error's message only, so it gets the advice as well. */
export function withAdvice(error: unknown): unknown {
	if (!(error instanceof NodeApiError || error instanceof NodeOperationError)) return error;
	if (error.description) error.message = `${error.message}. ${error.description}`;
	return error;
}

/** The JSON of a failed item: what happened, and the task if there is one. */
export function toErrorJson(error: NodeError): IDataObject {
	const { taskId, task } = error.context;
	return {
		...(isObject(task) ? (task as IDataObject) : {}),
		...(typeof taskId === 'string' ? { taskId } : {}),
		error: error.message,
		...(error.description ? { description: error.description } : {}),
	};
}

/** The output of a failed item where the workflow continues. */
export function toErrorItem(
	context: IExecuteFunctions,
	error: NodeError,
	itemIndex: number,
): INodeExecutionData {
	const output: INodeExecutionData = {
		json: toErrorJson(error),
		pairedItem: { item: itemIndex },
	};
	// n8n moves items with an `error` to the error output, and replaces the fields of every item that still has one
	// afterwards. It copies the item in between, so a hidden property moves it with all its fields.
	return context.getNode().onError === 'continueErrorOutput'
		? Object.defineProperty(output, 'error', { value: error, enumerable: false })
		: output;
}

/**
 * JSON of a failed item in a suspended execution. n8n moves a stored item to the error output only if its JSON has
 * certain fields and no others: 1.x and 2.8 only `error` alone, or with `message`; 2.35 and later also `details`. So with
 * an error output everything else is under `message`.
 */
export const toStoredErrorJson = (
	{ onError }: Pick<INode, 'onError'>,
	{ error, ...details }: IDataObject,
): IDataObject =>
	onError === 'continueErrorOutput' ? { error, message: details } : { error, ...details };

export const withPairedItem = (outputs: readonly Output[], item: number): INodeExecutionData[] =>
	outputs.map((output) => ({ ...output, pairedItem: { item } }));
