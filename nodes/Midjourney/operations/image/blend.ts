import type { INodeProperties } from 'n8n-workflow';

import { blendPictures } from '../../facts/limits';
import { maximumOptions } from '../../fields/cost';
import type { Item } from '../../fields/item';
import { optionsField } from '../../fields/options';
import { binaryFieldOption, pictureResultFields } from '../../fields/output';
import { checkPictureUrls, picturesFields, readPictures } from '../../fields/pictures';
import { poolField, readPool } from '../../fields/pool';
import { creationOptions, readTaskSettings } from '../../fields/taskSettings';
import { readWebhookUrl } from '../../fields/webhookUrl';
import { readReferencePictures, toDataUrl } from '../../image/referencePictures';
import type { Blend, Dimensions } from '../../model/creation';
import { digestOf } from '../../model/digest';
import { InputError } from '../../model/inputError';
import type { TaskOperation } from '../operation';

const dimensionsField: INodeProperties = {
	displayName: 'Dimensions',
	name: 'dimensions',
	type: 'options',
	options: [
		{ name: 'Landscape (3:2)', value: 'LANDSCAPE' },
		{ name: 'Portrait (2:3)', value: 'PORTRAIT' },
		{ name: 'Square (1:1)', value: 'SQUARE' },
	],
	default: 'SQUARE',
	description: 'Shape of the new image',
};

const toDimensions = (value: string): Dimensions =>
	value === 'PORTRAIT' || value === 'LANDSCAPE' ? value : 'SQUARE';

async function toCreation(item: Item): Promise<Blend> {
	const { parameters } = item;
	const given = readPictures(parameters);
	const count = given.binaryFields.length + given.urls.length;
	const { min, max } = blendPictures;
	if (count < min || count > max) {
		throw new InputError(
			`A blend takes ${min} to ${max} images, and there ${count === 1 ? 'is 1' : `are ${count}`}`,
			"Name them in 'Input Binary Fields' or 'Image URLs'.",
		);
	}
	checkPictureUrls(given.urls);
	const pictures = await readReferencePictures(item, given);
	const [pool, dimensions] = [readPool(item), toDimensions(parameters.choice(dimensionsField))];
	return {
		kind: 'blend',
		pool,
		digest: digestOf(['blend', pool, dimensions, ...pictures.map(({ digest }) => digest)]),
		...readWebhookUrl(item),
		pictures: pictures.map(toDataUrl),
		dimensions,
	};
}

export const blend: TaskOperation = {
	resource: 'image',
	value: 'blend',
	name: 'Blend',
	action: 'Blend images',
	description: 'Make one image out of two to five',
	forAgents:
		'Blend two to five images into one: takes about a minute and costs money each time, returns the task ID, the image URL and the names of the buttons that can be pressed next',
	endpoint: 'blend',
	fields: [
		...picturesFields,
		dimensionsField,
		poolField,
		...pictureResultFields,
		optionsField(...creationOptions, ...maximumOptions, binaryFieldOption),
	],
	async plan(item) {
		const settings = readTaskSettings(item.parameters);
		const creation = await toCreation(item);
		return { requests: [{ creation }], ...settings };
	},
};
