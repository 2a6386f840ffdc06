import type { INodeProperties } from 'n8n-workflow';

import type { NodeParameters } from './nodeParameters';
import { toList } from './nodeParameters';

/** Reference pictures from binary fields and addresses, in any mix. */
export const picturesField: INodeProperties = {
	displayName: 'Reference Pictures',
	name: 'pictures',
	type: 'collection',
	placeholder: 'Add Pictures',
	default: {},
	options: [
		{
			displayName: 'Binary Fields',
			name: 'binaryFields',
			type: 'string',
			default: 'data',
			placeholder: 'e.g. data, logo',
			hint: 'The names of the input binary fields, parted by commas',
			description: 'Pictures that are sent along with the request, as PNG, JPEG, WebP or GIF',
		},
		{
			displayName: 'URLs',
			name: 'urls',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/kite.png',
			description:
				'Addresses of pictures, parted by spaces or line breaks. For Imagine they must be public, since Midjourney loads them itself, which is the more reliable way.',
		},
	],
};

export const sendPicturesField: INodeProperties = {
	displayName: 'Send Pictures As',
	name: 'sendPicturesAs',
	type: 'options',
	options: [
		{
			name: 'Embedded',
			value: 'embedded',
			description: 'Pictures from binary fields are part of the request',
		},
		{
			name: 'Uploaded',
			value: 'uploaded',
			description:
				'Pictures from binary fields are put into the Files service for a day, with a public address in front of the prompt',
		},
	],
	default: 'embedded',
	description: 'How pictures from binary fields reach Midjourney',
};

export interface GivenPictures {
	binaryFields: string[];
	urls: string[];
}

export function readPictures(parameters: NodeParameters): GivenPictures {
	const { binaryFields, urls } = parameters.group('pictures');
	return {
		binaryFields: toList(binaryFields),
		// A comma may be part of an address, but not before the next one.
		urls: toList(urls, /\s+|,(?=\s*https?:\/\/)/i),
	};
}
