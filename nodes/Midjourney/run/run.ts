import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { concurrency } from '../async/concurrency';
import { mapConcurrently } from '../async/mapConcurrently';
import type { Item } from '../fields/item';
import { readParameters } from '../fields/nodeParameters';
import { InputError, ItemError } from '../model/inputError';
import { findOperation } from '../operations/catalogue';
import type { ItemOperation } from '../operations/operation';
import { toErrorItem, toNodeError, withPairedItem } from '../output/itemError';
import { openService } from '../service/openService';
import { identityOf } from './identity';
import { runTasks } from './runTasks';

async function runItems(items: readonly Item[], operation: ItemOperation) {
	return await mapConcurrently(items, concurrency.items, async (item) => {
		const { context, service, index } = item;
		try {
			service.signal?.throwIfAborted();
			return withPairedItem(await operation.execute(item), index);
		} catch (reason) {
			const error = toNodeError(context.getNode(), reason, index);
			if (!context.continueOnFail() || service.signal?.aborted) throw error;
			return [toErrorItem(context, error, index)];
		}
	});
}

async function createItems(context: IExecuteFunctions): Promise<Item[]> {
	const service = await openService(context, context.getExecutionCancelSignal?.());
	const inputs = context.getInputData();
	const runIndex = inputs.length > 0 ? Number(context.evaluateExpression('{{ $runIndex }}', 0)) : 0;
	const identity = identityOf(context);
	return inputs.map((input, index) => ({
		context,
		service,
		index,
		runIndex,
		identity,
		input,
		parameters: readParameters(context, index),
	}));
}

async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const operation = findOperation(resource, value);
	if (operation === undefined) {
		throw new InputError(
			`There is no operation '${value}' of '${resource}'`,
			'Choose one of the operations in the node.',
		);
	}
	const items = await createItems(context);
	const outputs =
		'plan' in operation ? await runTasks(items, operation) : await runItems(items, operation);
	return [outputs.flat()];
}

/** Runs the chosen operation for all input items; output is in input order, each item paired with its input. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		return await runOperation(context);
	} catch (reason) {
		throw reason instanceof ItemError ? toNodeError(context.getNode(), reason, 0) : reason;
	}
}
