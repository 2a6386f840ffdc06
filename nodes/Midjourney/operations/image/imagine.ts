import { binaryFieldOption, simplifyField } from '../../fields/output';
import { picturesField, readPictures } from '../../fields/pictures';
import { poolField, readPool } from '../../fields/pool';
import {
	atTimeLimitOption,
	onlyWhenAwaited,
	readWaiting,
	timeLimitOption,
	waitField,
} from '../../fields/waiting';
import { checkPictureUrls, embedPictures } from '../../image/references';
import type { Imagine } from '../../model/creation';
import { deliverTask } from '../deliver';
import { refuse } from '../operation';
import type { CreatingOperation, Item } from '../operation';

/** Addresses of pictures stand in front of the text, everything on one line. */
const toPrompt = (urls: readonly string[], text: string) =>
	[...urls, text].join(' ').replace(/\s+/g, ' ').trim();

async function toCreation(item: Item): Promise<Imagine> {
	const { parameters, door } = item;
	const text = parameters.text('prompt');
	if (text === '') {
		throw refuse(item, "'Prompt' is empty", 'Say in a few words what the picture should show.');
	}
	const { urls, binaryFields } = readPictures(parameters);
	checkPictureUrls(item, urls);
	return {
		kind: 'imagine',
		pool: readPool(parameters, door.connection),
		prompt: toPrompt(urls, text),
		pictures: await embedPictures(item, binaryFields),
	};
}

export const imagine: CreatingOperation = {
	resource: 'image',
	value: 'imagine',
	name: 'Imagine',
	action: 'Imagine an image',
	description: 'Make a picture from a text',
	endpoint: 'imagine',
	fields: [
		{
			displayName: 'Prompt',
			name: 'prompt',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. a red kite over dunes --ar 3:2',
			description: "What the picture should show, with Midjourney's parameters at the end",
		},
		poolField,
		picturesField,
		waitField,
		{
			displayName: 'Download Picture',
			name: 'downloadPicture',
			type: 'boolean',
			default: true,
			description: 'Whether to put the finished picture into the output item',
			displayOptions: onlyWhenAwaited,
		},
		simplifyField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			displayOptions: onlyWhenAwaited,
			options: [atTimeLimitOption, binaryFieldOption, timeLimitOption],
		},
	],
	async plan(item) {
		return {
			creations: [await toCreation(item)],
			...readWaiting(item.parameters),
			deliver: async (task) => await deliverTask(item, task),
		};
	},
};
