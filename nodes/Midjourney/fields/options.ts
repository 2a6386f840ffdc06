import type { INodeProperties } from 'n8n-workflow';

/** The collection of an operation for settings that are seldom changed, in alphabetical order. */
export const optionsField = (...options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)),
});
