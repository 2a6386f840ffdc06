import type { INodeProperties } from 'n8n-workflow';

import type { SourceChoice } from '../model/task';

export const sourceOptions: INodeProperties['options'] = [
	{
		name: 'Automatic',
		value: 'automatic',
		description: 'Try one after the other until the picture is there',
	},
	{
		name: 'Discord',
		value: 'discord',
		description: "Discord's own address of the picture; it expires after a while",
	},
	{
		name: 'Object Storage',
		value: 'objectStorage',
		description: "OhMyGPT's copy of the picture",
	},
];

export const sourceField: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: sourceOptions,
	default: 'automatic',
	description: 'Where to download the picture from',
};

export const toSource = (value: unknown): SourceChoice =>
	value === 'discord' || value === 'objectStorage' ? value : 'automatic';
