import type { INodeProperties } from 'n8n-workflow';

import type { NodeParameters } from './nodeParameters';

export const returnAllField: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

/** n8n prescribes the field, and there decimals are possible. */
const wholeLimit = { ...limitField, typeOptions: { minValue: 1, numberPrecision: 0 } };

/** How many results are wanted; Infinity for all. */
export function readLimit(parameters: NodeParameters): number {
	return parameters.flag(returnAllField) ? Infinity : (parameters.number(wholeLimit) ?? Infinity);
}
