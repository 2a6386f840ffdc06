import type { NodeParameters } from './nodeParameters';
import { readOptions } from './options';
import { withFeature, withoutFeature } from './serviceChoice';

const maximumCostOption = withFeature('prices', {
	displayName: 'Maximum Cost',
	name: 'maximumCost',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 140000,
	description:
		'Tokens that all items together may cost. The node stops creating tasks before the total would exceed it.',
});

export const maximumTasksOption = withoutFeature('prices', {
	displayName: 'Maximum Tasks',
	name: 'maximumTasks',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: 20,
	description:
		'How many tasks all items together may create, failed ones not counted. This service has no prices, so a number of tasks limits what a run costs.',
});

/** Options that limit what a run costs: one of them at each service. */
export const maximumOptions = [maximumCostOption, maximumTasksOption];

/** What a run may spend. */
export interface Maximum {
	/** Name of the option. */
	name: string;
	/** Tokens, or tasks at a service without prices; Infinity where no maximum is set. */
	amount: number;
}

export function readMaximum(parameters: NodeParameters): Maximum {
	const options = readOptions(parameters);
	const option = maximumOptions.find((each) => options.has(each)) ?? maximumCostOption;
	return { name: option.displayName, amount: options.number(option) ?? Infinity };
}
