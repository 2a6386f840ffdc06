import type { INodeProperties } from 'n8n-workflow';

import {
	sourceLabels,
	sourceNames,
	type Compression,
	type SourceChoice,
	type SourceName,
} from '../model/pictureSource';
import { servicesWith } from '../service/features';
import type { NodeParameters } from './nodeParameters';
import { readOptions } from './options';

const compressed = 'Smaller, in the width, quality and format of the options';

const descriptions: Readonly<Record<SourceName, string>> = {
	server: 'The address that the server itself names',
	serverProxy: 'For networks that cannot reach that address',
	serverCompressed: compressed,
	discord: "Discord's own URL of the image, which expires after a while",
	discordProxy: 'For networks that cannot reach Discord',
	discordCompressed: compressed,
	objectStorage: "The service's copy of the image",
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
			description: 'Try one source after the other until the image is there',
		},
		...sourceNames.map((value) => ({
			name: sourceLabels[value],
			value,
			description: descriptions[value],
			displayOptions: {
				show: { '/service': servicesWith('objectStorage', !value.startsWith('server')) },
			},
		})),
	],
	default: 'automatic',
	description: 'Where to download the image from',
};

const formatOption: INodeProperties = {
	displayName: 'Compressed Format',
	name: 'format',
	type: 'options',
	options: [
		{ name: 'JPEG', value: 'jpg' },
		{ name: 'PNG', value: 'png' },
		{ name: 'WebP', value: 'webp' },
	],
	default: 'webp',
	description: 'Format of an image from a compressed source',
};

const qualityOption: INodeProperties = {
	displayName: 'Compressed Quality',
	name: 'quality',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
	default: 80,
	description: 'Quality of an image from a compressed source, from 1 to 100',
};

const widthOption: INodeProperties = {
	displayName: 'Compressed Width',
	name: 'width',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 8192, numberPrecision: 0 },
	default: 1024,
	description: 'Width in pixels of an image from a compressed source; the height follows',
};

/** Options of Download for compressed pictures. */
export const compressionOptions = [formatOption, qualityOption, widthOption];

export function readSource(parameters: NodeParameters): SourceChoice {
	const value = parameters.choice(sourceField);
	return sourceNames.find((name) => name === value) ?? 'automatic';
}

export function readCompression(parameters: NodeParameters): Compression {
	const options = readOptions(parameters);
	const format = options.choice(formatOption);
	return {
		width: options.number(widthOption),
		quality: options.number(qualityOption) ?? 80,
		format: format === 'jpg' || format === 'png' ? format : 'webp',
	};
}
