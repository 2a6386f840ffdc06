import type { INodeProperties } from 'n8n-workflow';

import { readReferencePictures } from '../../image/referencePictures';
import { uploadPictures } from '../../image/uploadPictures';
import { InputError } from '../../model/inputError';
import type { ItemOperation } from '../operation';

const binaryFieldsField: INodeProperties = {
	displayName: 'Input Binary Fields',
	name: 'binaryFields',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data, logo',
	hint: 'The names of the input binary fields that hold the images, separated by commas',
	description: 'Images to upload, as PNG, JPEG, WebP or GIF',
};

export const upload: ItemOperation = {
	resource: 'image',
	value: 'upload',
	name: 'Upload',
	action: 'Upload images',
	description: 'Put images where Midjourney can load them, and get their URLs for prompts',
	needs: 'upload',
	endpoint: 'upload',
	fields: [binaryFieldsField],
	async execute(item) {
		const binaryFields = item.parameters.list(binaryFieldsField);
		if (binaryFields.length === 0) {
			throw new InputError('No image is given', "Name binary fields in 'Input Binary Fields'.");
		}
		const pictures = await readReferencePictures(item, { binaryFields });
		const urls = await uploadPictures(item.service, pictures);
		return [{ json: { urls } }];
	},
};
