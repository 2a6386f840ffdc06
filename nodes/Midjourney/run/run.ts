import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { credentialName, readSettings } from '../service/ohmygpt/settings';
import { operationError } from '../service/errors';
import { parametersOf } from '../fields/nodeParameters';
import { mapConcurrently } from '../async/mapConcurrently';
import { findOperation } from '../operations/catalogue';
import type { Item, ItemOperation } from '../operations/operation';
import { failed, paired, toNodeError } from '../output/itemError';
import { runTasks } from './runTasks';

/** Items that are worked on at once where no task is created. */
const width = 5;

async function runItems(items: readonly Item[], operation: ItemOperation) {
	return await mapConcurrently(items, width, async (item) => {
		const { context, signal } = item.door;
		try {
			signal?.throwIfAborted();
			return paired(await operation.execute(item), item);
		} catch (reason) {
			const error = toNodeError(context, reason, item.index);
			if (!context.continueOnFail() || signal?.aborted) throw error;
			return [failed(context, error, item.index)];
		}
	});
}

async function openItems(context: IExecuteFunctions): Promise<Item[]> {
	const connection = readSettings(await context.getCredentials(credentialName));
	const signal = context.getExecutionCancelSignal?.();
	const door = { context, connection, ...(signal ? { signal } : {}) };
	const inputs = context.getInputData();
	const runIndex = inputs.length > 0 ? Number(context.evaluateExpression('{{ $runIndex }}', 0)) : 0;
	return inputs.map((input, index) => ({
		index,
		runIndex,
		input,
		parameters: parametersOf(context, index),
		door,
	}));
}

/** Runs the chosen operation for all input items; output is in input order, each item paired with its input. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const operation = findOperation(resource, value);
	if (operation === undefined) {
		throw operationError(
			context.getNode(),
			`There is no operation '${value}' of '${resource}'`,
			'Choose one of the operations in the node.',
			{ itemIndex: 0 },
		);
	}
	const items = await openItems(context);
	const outputs =
		'plan' in operation ? await runTasks(items, operation) : await runItems(items, operation);
	return [outputs.flat()];
}
