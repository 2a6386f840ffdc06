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
	description: 'Pictures that are sent along with the request, as PNG, JPEG, WebP or GIF',
};

const urlsOption: INodeProperties = {
	displayName: 'URLs',
	name: 'urls',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/kite.png',
	description:
		'URLs of pictures, separated by spaces or line breaks. For Imagine they must be public, since Midjourney loads them itself, which is the more reliable way.',
};

/** Reference pictures from binary fields and URLs, in any mix. */
export const picturesField: INodeProperties = {
	displayName: 'Image Prompts',
	name: 'pictures',
	type: 'collection',
	placeholder: 'Add Pictures',
	default: {},
	options: [binaryFieldsOption, urlsOption],
};

export const sendPicturesField: INodeProperties = {
	displayName: 'Send Input Files',
	name: 'sendPicturesAs',
	type: 'options',
	options: [
		{
			name: 'With the Request',
			value: 'embedded',
			description: 'Pictures from binary fields are part of the request',
		},
		{
			name: 'As a Temporary Public Link',
			value: 'uploaded',
			description:
				'Pictures from binary fields are put into the Files service for a day, with a public address in front of the prompt',
		},
	],
	default: 'embedded',
	description: 'How pictures from binary fields reach Midjourney',
};

/** Whether pictures from binary fields are to be uploaded instead of embedded. */
export const areUploaded = (parameters: NodeParameters): boolean =>
	parameters.choice(sendPicturesField) === 'uploaded';

export function readPictures(parameters: NodeParameters) {
	const pictures = parameters.group(picturesField);
	return {
		binaryFields: pictures.list(binaryFieldsOption),
		// A comma may be part of a URL, but not before the next one.
		urls: pictures.list(urlsOption, /\s+|,(?=\s*https?:\/\/)/i),
	};
}

/** Checks URLs of pictures, before anything is loaded or sent. */
export function checkPictureUrls(urls: readonly string[]): void {
	const wrong = urls.find((url) => !isHttpUrl(url));
	if (wrong === undefined) return;
	throw new InputError(
		`'${wrong}' is no URL of a picture`,
		'A picture is given by its whole URL, starting with https://.',
	);
}

/** Checks URLs that Midjourney is to load itself. */
export function checkPublicPictureUrls(service: Service, urls: readonly string[]): void {
	checkPictureUrls(urls);
	const hidden = urls.find((url) => !service.canReach(url));
	if (hidden === undefined) return;
	throw new InputError(
		`Midjourney cannot load '${hidden}', since only your own network can reach it`,
		'Use a public URL, or put the picture into a binary field.',
	);
}
