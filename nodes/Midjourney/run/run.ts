import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { concurrency } from '../async/concurrency';
import { mapConcurrently } from '../async/mapConcurrently';
import type { Item } from '../fields/item';
import { readItemKey } from '../fields/itemKey';
import { readParameters } from '../fields/nodeParameters';
import { InputError, ItemError } from '../model/inputError';
import { findOperation } from '../operations/catalogue';
import type { ItemOperation } from '../operations/operation';
import { toErrorItem, toNodeError, withAdvice, withPairedItem } from '../output/itemError';
import { labelOf, servicesWith } from '../service/features';
import { openService } from '../service/openService';
import { identityOf, isTool, itemIdentity, runIndexOf } from './identity';
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
	const runIndex = inputs.length > 0 ? runIndexOf(context) : 0;
	const owner = identityOf(context);
	return inputs.map((input, index) => {
		const parameters = readParameters(context, index);
		const identity = itemIdentity(context, owner, runIndex, index, readItemKey(parameters));
		return { context, service, index, runIndex, identity, input, parameters };
	});
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
	const [first] = items;
	if (first && operation.needs && !first.service.features.includes(operation.needs)) {
		throw new InputError(
			`${first.service.name} has no operation '${operation.name}'`,
			`Choose ${servicesWith(operation.needs).map(labelOf).join(' or ')} in 'Service', or another operation.`,
		);
	}
	const outputs =
		'plan' in operation ? await runTasks(items, operation) : await runItems(items, operation);
	return [outputs.flat()];
}

/** Runs the chosen operation for all input items; output is in input order, each item paired with its input. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		return await runOperation(context);
	} catch (reason) {
		const error = reason instanceof ItemError ? toNodeError(context.getNode(), reason, 0) : reason;
		throw isTool(context) ? withAdvice(error) : error;
	}
}
