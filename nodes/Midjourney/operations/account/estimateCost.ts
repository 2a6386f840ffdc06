import type { INodeProperties } from 'n8n-workflow';

import type { Item, Output } from '../../fields/item';
import { readParameters } from '../../fields/nodeParameters';
import { poolField, readPool } from '../../fields/pool';
import { InputError } from '../../model/inputError';
import { toNodeError } from '../../output/itemError';
import { pricedActions, toMoney } from '../../service/ohmygpt/money';
import type { ItemOperation } from '../operation';

const actionField: INodeProperties = {
	displayName: 'Action',
	name: 'pricedAction',
	type: 'options',
	options: pricedActions.map((value) => ({ name: value, value })),
	default: 'IMAGINE',
	description: 'What each task does',
};

const taskCountField: INodeProperties = {
	displayName: 'Tasks for Each Item',
	name: 'taskCount',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: 1,
	description: 'How many such tasks each input item has',
};

const returnTotalField: INodeProperties = {
	displayName: 'Return Total',
	name: 'returnTotal',
	type: 'boolean',
	default: true,
	description: 'Whether to return one item with the sum instead of an item for each input item',
};

interface Estimate {
	action: string;
	mode: string;
	tasks: number;
	costTokens: number;
}

function estimate(item: Item): Estimate {
	const { parameters, service } = item;
	const action = parameters.text(actionField).toUpperCase();
	const mode = readPool(item);
	const price = service.priceOf(mode, action);
	if (price === null) {
		throw new InputError(
			`There is no price for the action '${action}'`,
			`The price table has: ${pricedActions.join(', ')}.`,
		);
	}
	const tasks = parameters.number(taskCountField) ?? 1;
	return { action, mode, tasks, costTokens: price * tasks };
}

const toOutput = (json: Estimate | Omit<Estimate, 'action' | 'mode'>): Output => {
	const { usd, cny } = toMoney(json.costTokens);
	return { json: { ...json, costUsd: usd, costCny: cny } };
};

/** One item with the sum of all input items, each with its own parameters. */
function total(item: Item): Output {
	const { context } = item;
	const all = context.getInputData().map((_, index) => {
		try {
			return estimate({ ...item, index, parameters: readParameters(context, index) });
		} catch (reason) {
			throw toNodeError(context.getNode(), reason, index);
		}
	});
	return toOutput({
		tasks: all.reduce((sum, { tasks }) => sum + tasks, 0),
		costTokens: all.reduce((sum, { costTokens }) => sum + costTokens, 0),
	});
}

export const estimateCost: ItemOperation = {
	resource: 'account',
	value: 'estimateCost',
	name: 'Estimate Cost',
	action: 'Estimate cost of tasks',
	description: 'Get what tasks would cost, from the price table, without a request',
	needs: 'account',
	endpoint: '',
	fields: [actionField, poolField, taskCountField, returnTotalField],
	execute: (item) => {
		if (!item.parameters.flag(returnTotalField)) {
			return Promise.resolve([toOutput(estimate(item))]);
		}
		return Promise.resolve(item.index === 0 ? [total(item)] : []);
	},
};
