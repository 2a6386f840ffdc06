import type { INodeProperties } from 'n8n-workflow';

import { now } from '../../async/sleep';
import type { Item, Output } from '../../fields/item';
import { optionsField } from '../../fields/options';
import {
	binaryFieldOption,
	readOutputOptions,
	simplifyField,
	splitGridField,
	type OutputOptions,
} from '../../fields/output';
import { checkPictureUrls } from '../../fields/pictures';
import { compressionOptions, sourceField } from '../../fields/source';
import { readTaskId, taskIdField } from '../../fields/taskId';
import { isExpiredUrl, originOf } from '../../image/pictureUrls';
import { InputError } from '../../model/inputError';
import { outcomeOf, type Task } from '../../model/task';
import { outputPicture } from '../../output/pictureOutput';
import { readTaskJson } from '../../output/taskJson';
import { outputTaskPicture } from '../../output/taskOutput';
import { getInputTask, requireSuccess } from '../../task/inputTask';
import type { ItemOperation } from '../operation';

const pictureFromField: INodeProperties = {
	displayName: 'Image From',
	name: 'imageFrom',
	type: 'options',
	options: [
		{ name: 'Task ID', value: 'taskId', description: 'Request the task first' },
		{
			name: 'Task in Input Item',
			value: 'item',
			description: 'Take the task that an earlier node has put into the item',
		},
		{ name: 'URL', value: 'url', description: "A URL of the service's storage or of Discord" },
	],
	default: 'taskId',
	description: 'How to say which image',
};

const pictureUrlField: INodeProperties = {
	displayName: 'Image URL',
	name: 'imageUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. {{ $json.imageUrl }}',
	description: "URL at a host of the credential, or at Discord's; no other is called",
	displayOptions: { show: { imageFrom: ['url'] } },
};

/** The last part of a URL's path, without its extension. */
function nameIn(url: string): string {
	const last = new URL(url).pathname.split('/').at(-1);
	return last?.replace(/\.\w+$/, '') || 'image';
}

/** A picture of which only the URL is known. */
async function outputUrl(item: Item, options: OutputOptions): Promise<Output[]> {
	const url = item.parameters.text(pictureUrlField);
	checkPictureUrls([url]);
	const picture = {
		pictures: [{ source: originOf(options.source), url }],
		json: { imageUrl: url },
		name: nameIn(url),
		tileName: nameIn(url),
		subject: {},
		advice: isExpiredUrl(url, now())
			? "The link has expired. Choose 'Task ID' instead: the task names a new one."
			: "Check the URL; it must be one of the service's storage or of Discord.",
	};
	return await outputPicture(item, picture, options);
}

async function readTask(item: Item): Promise<Task> {
	const { service, input, parameters } = item;
	if (parameters.choice(pictureFromField) !== 'item') {
		return await getInputTask(service, readTaskId(item));
	}
	const given = readTaskJson(input.json, service);
	if (given === undefined) {
		throw new InputError(
			'The input item holds no task',
			"Connect a node that returns tasks, or choose 'Task ID'.",
		);
	}
	const hasPictures = outcomeOf(given) === 'success' && given.pictures.length > 0;
	const isExpired = given.pictures.some(({ url }) => isExpiredUrl(url, now()));
	return hasPictures && !isExpired ? given : await getInputTask(service, given.id);
}

export const download: ItemOperation = {
	resource: 'image',
	value: 'download',
	name: 'Download',
	action: 'Download image',
	description: 'Get the image of a finished task as a file',
	endpoint: 'storedPicture',
	fields: [
		pictureFromField,
		{ ...taskIdField, displayOptions: { show: { imageFrom: ['taskId'] } } },
		pictureUrlField,
		sourceField,
		splitGridField,
		simplifyField,
		optionsField(...compressionOptions, binaryFieldOption),
	],
	async execute(item) {
		const options = readOutputOptions(item.parameters);
		const isUrl = item.parameters.choice(pictureFromField) === 'url';
		if (isUrl) return await outputUrl(item, options);
		const task = await readTask(item);
		requireSuccess(task, 'image');
		return await outputTaskPicture(item, task, options);
	},
};
