import type { INodeProperties } from 'n8n-workflow';

import type { NodeParameters } from './nodeParameters';

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Where a picture goes in the output item. */
export const binaryFieldOption: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryField',
	type: 'string',
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
	description: 'Name of the binary field that the picture is put into',
};

export const readBinaryField = (parameters: NodeParameters) => {
	const { binaryField } = parameters.group('options');
	return typeof binaryField === 'string' && binaryField.trim() !== '' ? binaryField.trim() : 'data';
};

export const splitGridField: INodeProperties = {
	displayName: 'Split Grid',
	name: 'splitGrid',
	type: 'boolean',
	default: false,
	description:
		'Whether to give out the four pictures of a grid as four items, cropped by the image proxy at no cost',
};
