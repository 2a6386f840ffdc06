import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../model/inputError';
import type { NodeParameters } from './nodeParameters';
import { checkPictureUrls } from './pictures';

const pictureFromField: INodeProperties = {
	displayName: 'Image From',
	name: 'imageFrom',
	type: 'options',
	options: [
		{ name: 'Binary Field', value: 'binary' },
		{ name: 'URL', value: 'url' },
	],
	default: 'binary',
	description: 'Where the image is',
};

const imageField: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'imageField',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the input binary field that holds the image',
	displayOptions: { show: { imageFrom: ['binary'] } },
};

const pictureUrlField: INodeProperties = {
	displayName: 'Image URL',
	name: 'imageUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://example.com/kite.png',
	description: 'URL of the image, which n8n loads and sends on',
	displayOptions: { show: { imageFrom: ['url'] } },
};

/** Fields of an operation on one picture. */
export const pictureChoiceFields: INodeProperties[] = [
	pictureFromField,
	imageField,
	pictureUrlField,
];

/** Where one picture is: the name of a binary field, or a URL. */
export type PictureChoice = { binaryFields: [string] } | { urls: [string] };

/** A picture at a URL, which is checked. */
export function atUrl(url: string): PictureChoice {
	checkPictureUrls([url]);
	return { urls: [url] };
}

export function readPictureChoice(parameters: NodeParameters): PictureChoice {
	const isUrl = parameters.choice(pictureFromField) === 'url';
	const given = parameters.text(isUrl ? pictureUrlField : imageField);
	if (given === '') {
		throw new InputError('No image is given', 'Name a binary field, or give a URL.');
	}
	return isUrl ? atUrl(given) : { binaryFields: [given] };
}
