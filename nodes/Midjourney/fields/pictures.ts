import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../model/inputError';
import { isHttpUrl } from '../model/url';
import type { Service } from '../service/service';
import type { NodeParameters } from './nodeParameters';

const binaryFieldsOption: INodeProperties = {
	displayName: 'Input Binary Fields',
	name: 'binaryFields',
	type: 'string',
	default: 'data',
	placeholder: 'e.g. data, logo',
	hint: 'The names of the input binary fields, separated by commas',
	description: 'Images that are sent along with the request, as PNG, JPEG, WebP or GIF',
};

const urlsOption: INodeProperties = {
	displayName: 'Image URLs',
	name: 'urls',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/kite.png',
	description:
		'URLs of images, separated by spaces or line breaks. Midjourney loads those of a prompt itself, so they must be public.',
};

const sendFilesOption: INodeProperties = {
	displayName: 'Send Input Files',
	name: 'sendFilesAs',
	type: 'options',
	options: [
		{
			name: 'With the Request',
			value: 'embedded',
			description: 'Images from binary fields are part of the request',
		},
		{
			name: 'As a Temporary Public Link',
			value: 'uploaded',
			description:
				'Images from binary fields are put into the Files service for a day, with a public address in front of the prompt',
		},
	],
	default: 'embedded',
	description: 'How images from binary fields reach Midjourney',
};

/** Pictures in front of a prompt. */
export const imagePromptsField: INodeProperties = {
	displayName: 'Image Prompts',
	name: 'images',
	type: 'collection',
	placeholder: 'Add Images',
	default: {},
	options: [binaryFieldsOption, sendFilesOption, urlsOption],
};

/** Pictures that an operation cannot do without, from binary fields and URLs in any mix. */
export const picturesFields: INodeProperties[] = [
	{ ...binaryFieldsOption, default: '' },
	urlsOption,
];

/** What `picturesFields` hold. */
export const readPictures = (given: NodeParameters) => ({
	binaryFields: given.list(binaryFieldsOption),
	// A comma may be part of a URL, but not before the next one.
	urls: given.list(urlsOption, /\s+|,(?=\s*https?:\/\/)/i),
});

/** What `imagePromptsField` holds. `isUploaded`: binary fields become links instead of parts of the request. */
export function readImagePrompts(parameters: NodeParameters) {
	const given = parameters.group(imagePromptsField);
	return { ...readPictures(given), isUploaded: given.choice(sendFilesOption) === 'uploaded' };
}

/** Checks URLs of pictures, before anything is loaded or sent. */
export function checkPictureUrls(urls: readonly string[]): void {
	const wrong = urls.find((url) => !isHttpUrl(url));
	if (wrong === undefined) return;
	throw new InputError(
		`'${wrong}' is no URL of an image`,
		'An image is given by its whole URL, starting with https://.',
	);
}

/** Checks URLs that Midjourney is to load itself. */
export function checkPublicPictureUrls(service: Service, urls: readonly string[]): void {
	checkPictureUrls(urls);
	const hidden = urls.find((url) => !service.canReach(url));
	if (hidden === undefined) return;
	throw new InputError(
		`Midjourney cannot load '${hidden}', since only your own network can reach it`,
		'Use a public URL, or put the image into a binary field.',
	);
}
