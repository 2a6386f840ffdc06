import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../model/inputError';
import { isObject } from '../model/json';
import type { Compression, SourceChoice } from '../model/pictureSource';
import type { NodeParameters } from './nodeParameters';
import { readOptions } from './options';
import { readCompression, readSource } from './source';
import { downloadField, waitField, whenAwaited, whenDownloaded } from './waiting';
import { webhookUrlField } from './webhookUrl';

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Name of the output item's binary field for the picture. */
export const binaryFieldOption: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryField',
	type: 'string',
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
	description: 'Name of the binary field that the image is put into',
	// An operation without such a field always has a file.
	displayOptions: { hide: { '/waitForCompletion': ['none'], '/downloadImage': [false] } },
};

export const splitGridField: INodeProperties = {
	displayName: 'Split Grid',
	name: 'splitGrid',
	type: 'boolean',
	default: false,
	description: 'Whether to return the four images of the grid as separate items (no extra cost)',
};

export const itemForEachPromptField: INodeProperties = {
	displayName: 'Item for Each Prompt',
	name: 'itemForEachPrompt',
	type: 'boolean',
	default: false,
	description:
		'Whether to return an item for each prompt, ready for Imagine, instead of one item with a list',
	displayOptions: whenAwaited,
};

/** Fields of an operation that makes a picture, with its own fields for grids. */
export const resultFieldsWith = (...forGrids: INodeProperties[]): INodeProperties[] => [
	waitField,
	webhookUrlField,
	{ ...downloadField, displayOptions: whenAwaited },
	...forGrids,
	simplifyField,
];

/** Whether to wait for a picture, and how to return it. */
export const pictureResultFields = resultFieldsWith({
	...splitGridField,
	displayOptions: whenDownloaded,
});

/**
 * How a task becomes output items. Plain data: a suspended execution stores it, and needs no parameter of the node
 * when it resumes.
 */
export interface OutputOptions {
	simplify: boolean;
	downloadImage: boolean;
	splitGrid: boolean;
	/** One item for each prompt of a describe result. */
	itemForEachPrompt: boolean;
	source: SourceChoice;
	compression: Compression;
	binaryField: string;
}

function readBinaryField(parameters: NodeParameters): string {
	const options = readOptions(parameters);
	if (!options.has(binaryFieldOption)) return 'data';
	const name = options.text(binaryFieldOption);
	if (name !== '') return name;
	throw new InputError(
		`'${binaryFieldOption.displayName}' is empty`,
		"Give the name of a field, or remove the option: then it is 'data'.",
	);
}

/** Fields that an operation does not have count as switched off, or as their default. */
export function readOutputOptions(parameters: NodeParameters): OutputOptions {
	return {
		simplify: parameters.flag(simplifyField),
		downloadImage: parameters.flag(downloadField),
		splitGrid: parameters.flag(splitGridField),
		itemForEachPrompt: parameters.flag(itemForEachPromptField),
		source: readSource(parameters),
		compression: readCompression(parameters),
		binaryField: readBinaryField(parameters),
	};
}

const flags = ['simplify', 'downloadImage', 'splitGrid', 'itemForEachPrompt'];

export const isOutputOptions = (value: unknown): value is OutputOptions =>
	isObject(value) &&
	flags.every((name) => typeof value[name] === 'boolean') &&
	['source', 'binaryField'].every((name) => typeof value[name] === 'string') &&
	isObject(value.compression);
