import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { Item, Output } from '../operations/operation';

export type NodeError = NodeApiError | NodeOperationError;

/** An error as n8n wants it from a node. What is none of ours keeps its words. */
export function toNodeError(
	context: IExecuteFunctions | IWebhookFunctions,
	reason: unknown,
	itemIndex: number,
): NodeError {
	if (reason instanceof NodeApiError || reason instanceof NodeOperationError) {
		reason.context.itemIndex ??= itemIndex;
		return reason;
	}
	const error = reason instanceof Error ? reason : new Error(String(reason));
	return new NodeOperationError(context.getNode(), error, { itemIndex });
}

const isDataObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is said of an item that failed: what happened, and the task if there is one. */
export function failedJson(error: NodeError): IDataObject {
	const { taskId, task } = error.context;
	return {
		...(isDataObject(task) ? task : {}),
		...(typeof taskId === 'string' ? { taskId } : {}),
		error: error.message,
		...(error.description ? { description: error.description } : {}),
	};
}

/** The output of an item that failed where the user goes on. */
export function failed(
	context: IExecuteFunctions,
	error: NodeError,
	itemIndex: number,
): INodeExecutionData {
	const output: INodeExecutionData = {
		json: failedJson(error),
		pairedItem: { item: itemIndex },
	};
	// n8n moves items with an `error` to the error output, and replaces the fields of every item on which it still sees
	// one afterwards. It copies the item in between, so a hidden property takes it there with its task id.
	return context.getNode().onError === 'continueErrorOutput'
		? Object.defineProperty(output, 'error', { value: error, enumerable: false })
		: output;
}

export const paired = (outputs: readonly Output[], { index }: Item): INodeExecutionData[] =>
	outputs.map((output) => ({ ...output, pairedItem: { item: index } }));
