import type { IExecuteFunctions } from 'n8n-workflow';

import { mapConcurrently } from '../async/mapConcurrently';
import type { Item, Plan, TaskOperation } from './operation';
import { toNodeError } from '../output/itemError';
import type { NodeError } from '../output/itemError';

/** Items that are read and checked at once. */
const plansAtOnce = 5;

/** Reads and checks all items before anything is sent. */
export async function planAll(items: readonly Item[], operation: TaskOperation) {
	return await mapConcurrently(items, plansAtOnce, async (item): Promise<Plan | NodeError> => {
		const { context } = item.door;
		try {
			return await operation.plan(item);
		} catch (reason) {
			const error = toNodeError(context, reason, item.index);
			if (!context.continueOnFail()) throw error;
			return error;
		}
	});
}

/** Shows what is unwise once, however many items it concerns. */
export function showHints(context: IExecuteFunctions, messages: readonly string[]): void {
	for (const message of new Set(messages)) {
		context.addExecutionHints?.({ message, location: 'outputPane', type: 'warning' });
	}
}
