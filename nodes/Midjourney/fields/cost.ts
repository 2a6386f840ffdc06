import type { INodeProperties } from 'n8n-workflow';

import type { NodeParameters } from './nodeParameters';
import { readOptions } from './options';

export const maximumCostOption: INodeProperties = {
	displayName: 'Maximum Cost',
	name: 'maximumCost',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 140000,
	description:
		'Tokens that all items together may cost. The node stops creating tasks before the total would exceed it.',
};

/** Tokens; Infinity where no maximum is set. */
export function readMaximumCost(parameters: NodeParameters): number {
	return readOptions(parameters).number(maximumCostOption) ?? Infinity;
}
