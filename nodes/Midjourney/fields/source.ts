import type { INodeProperties } from 'n8n-workflow';

import {
	sourceLabels,
	sourceNames,
	type Compression,
	type SourceChoice,
	type SourceName,
} from '../model/pictureSource';
import type { NodeParameters } from './nodeParameters';

const compressed = 'Smaller, in the width, quality and format of the options';

const descriptions: Readonly<Record<SourceName, string>> = {
	discord: "Discord's own URL of the picture, which expires after a while",
	discordProxy: 'For networks that cannot reach Discord',
	discordCompressed: compressed,
	objectStorage: "The service's copy of the picture",
	objectStorageProxy: "The service's copy, for networks that cannot reach its storage",
	objectStorageCompressed: compressed,
};

export const sourceField: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: [
		{
			name: 'Automatic',
			value: 'automatic',
			description: 'Try one source after the other until the picture is there',
		},
		...sourceNames.map((value) => ({
			name: sourceLabels[value],
			value,
			description: descriptions[value],
		})),
	],
	default: 'automatic',
	description: 'Where to download the picture from',
};

/** Options of Download for compressed pictures. */
export const compressionOptions: INodeProperties[] = [
	{
		displayName: 'Compressed Format',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'JPEG', value: 'jpg' },
			{ name: 'PNG', value: 'png' },
			{ name: 'WebP', value: 'webp' },
		],
		default: 'webp',
		description: 'Format of a picture from a compressed source',
	},
	{
		displayName: 'Compressed Quality',
		name: 'quality',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 80,
		description: 'Quality of a picture from a compressed source, from 1 to 100',
	},
	{
		displayName: 'Compressed Width',
		name: 'width',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 8192 },
		default: 1024,
		description: 'Width in pixels of a picture from a compressed source; the height follows',
	},
];

export function readSource(parameters: NodeParameters): SourceChoice {
	const value = parameters.text('source');
	return sourceNames.find((name) => name === value) ?? 'automatic';
}

const wholeNumber = (value: unknown, max: number) =>
	typeof value === 'number' && value >= 1 ? Math.min(max, Math.round(value)) : undefined;

export function readCompression(parameters: NodeParameters): Compression {
	const { width, quality, format } = parameters.group('options');
	return {
		width: wholeNumber(width, 8192),
		quality: wholeNumber(quality, 100) ?? 80,
		format: format === 'jpg' || format === 'png' ? format : 'webp',
	};
}
