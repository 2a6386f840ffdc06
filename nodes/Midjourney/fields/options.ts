import type { INodeProperties } from 'n8n-workflow';

import type { NodeParameters } from './nodeParameters';

const collection = { displayName: 'Options', name: 'options' };

/** The collection of an operation for settings that are seldom changed, in alphabetical order. */
export const optionsField = (...options: INodeProperties[]): INodeProperties => ({
	...collection,
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)),
});

/** The values of that collection. */
export const readOptions = (parameters: NodeParameters): NodeParameters =>
	parameters.group(collection);
