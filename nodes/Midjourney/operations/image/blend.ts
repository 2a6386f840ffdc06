import { blendPictures } from '../../facts/limits';
import { maximumCostOption, readMaximumCost } from '../../fields/cost';
import { optionsField } from '../../fields/options';
import { binaryFieldOption } from '../../fields/output';
import { picturesField, readPictures } from '../../fields/pictures';
import { poolField, readPool } from '../../fields/pool';
import { pictureResultFields } from '../../fields/result';
import { atTimeLimitOption, readWaiting, timeLimitOption } from '../../fields/waiting';
import { checkUrls } from '../../image/addresses';
import { readReferences, toDataUrl } from '../../image/referencePictures';
import type { Blend, Dimensions } from '../../model/creation';
import { deliverTask } from '../../output/taskOutput';
import { readWebhookUrl } from '../webhookUrl';
import { refuse } from '../operation';
import type { TaskOperation, Item } from '../operation';

const toDimensions = (value: string): Dimensions =>
	value === 'PORTRAIT' || value === 'LANDSCAPE' ? value : 'SQUARE';

async function toCreation(item: Item): Promise<Blend> {
	const { parameters, door } = item;
	const given = readPictures(parameters);
	const count = given.binaryFields.length + given.urls.length;
	const { min, max } = blendPictures;
	if (count < min || count > max) {
		throw refuse(
			item,
			`A blend takes ${min} to ${max} pictures, and there ${count === 1 ? 'is 1' : `are ${count}`}`,
			"Name binary fields or addresses in 'Pictures'.",
		);
	}
	checkUrls(item, given.urls);
	const references = await readReferences(item, given);
	return {
		kind: 'blend',
		pool: readPool(parameters, door.connection),
		...readWebhookUrl(item),
		pictures: references.map(toDataUrl),
		dimensions: toDimensions(parameters.text('dimensions')),
	};
}

export const blend: TaskOperation = {
	resource: 'image',
	value: 'blend',
	name: 'Blend',
	action: 'Blend images',
	description: 'Make one picture out of two to five',
	endpoint: 'blend',
	fields: [
		{ ...picturesField, displayName: 'Pictures', required: true },
		{
			displayName: 'Dimensions',
			name: 'dimensions',
			type: 'options',
			options: [
				{ name: 'Landscape (3:2)', value: 'LANDSCAPE' },
				{ name: 'Portrait (2:3)', value: 'PORTRAIT' },
				{ name: 'Square (1:1)', value: 'SQUARE' },
			],
			default: 'SQUARE',
			description: 'Shape of the new picture',
		},
		poolField,
		...pictureResultFields,
		optionsField(atTimeLimitOption, maximumCostOption, binaryFieldOption, timeLimitOption),
	],
	async plan(item) {
		return {
			wanted: [{ creation: await toCreation(item) }],
			waiting: readWaiting(item.parameters),
			maximumCost: readMaximumCost(item.parameters),
		};
	},
	deliver: deliverTask,
};
