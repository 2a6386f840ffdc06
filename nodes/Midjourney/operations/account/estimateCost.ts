import { prices } from '../../service/ohmygpt/facts/prices';
import { poolField, readPool } from '../../fields/pool';
import { parametersOf } from '../../fields/nodeParameters';
import { toMoney } from '../../service/ohmygpt/money';
import { priceOf } from '../../model/task';
import { refuse } from '../operation';
import type { Item, ItemOperation, Output } from '../operation';

const actionNames = Object.keys(prices.FAST).sort();

interface Estimate {
	action: string;
	mode: string;
	tasks: number;
	costTokens: number;
}

function estimate(item: Item): Estimate {
	const { parameters } = item;
	const action = parameters.text('pricedAction').toUpperCase();
	const mode = readPool(parameters, item.door.connection);
	const price = priceOf(mode, action);
	if (price === null) {
		throw refuse(
			item,
			`There is no price for the action '${action}'`,
			`The price table has: ${actionNames.join(', ')}.`,
		);
	}
	const given = parameters.text('taskCount');
	const tasks = given === '' ? NaN : Math.round(Number(given));
	if (!(tasks >= 0)) {
		throw refuse(item, `'${given}' is no number of tasks`, 'Use a whole number, 0 or more.');
	}
	return { action, mode, tasks, costTokens: price * tasks };
}

const toOutput = (json: Estimate | Omit<Estimate, 'action' | 'mode'>): Output => {
	const { usd, cny } = toMoney(json.costTokens);
	return { json: { ...json, costUsd: usd, costCny: cny } };
};

/** One item with the sum of all input items, each with its own parameters. */
function total(item: Item): Output {
	const { context } = item.door;
	const all = context
		.getInputData()
		.map((_, index) => estimate({ ...item, index, parameters: parametersOf(context, index) }));
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
	description: 'Get what tasks would cost, from the price table, without asking the service',
	endpoint: '',
	fields: [
		{
			displayName: 'Action',
			name: 'pricedAction',
			type: 'options',
			options: actionNames.map((value) => ({ name: value, value })),
			default: 'IMAGINE',
			description: 'What each task does',
		},
		poolField,
		{
			displayName: 'Tasks for Each Item',
			name: 'taskCount',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description: 'How many such tasks an input item stands for',
		},
		{
			displayName: 'Return Total',
			name: 'returnTotal',
			type: 'boolean',
			default: true,
			description: 'Whether to return one item with the sum instead of an item for each input item',
		},
	],
	execute: (item) => {
		if (!item.parameters.flag('returnTotal')) {
			return Promise.resolve([toOutput(estimate(item))]);
		}
		return Promise.resolve(item.index === 0 ? [total(item)] : []);
	},
};
