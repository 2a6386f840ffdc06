import { apiError } from '../../api/errors';
import { uploadFile } from '../../api/uploadFile';
import { uploadHours } from '../../facts/limits';
import { binaryFieldOption, simplifyField, splitGridField } from '../../fields/output';
import { picturesField, readPictures, sendPicturesField } from '../../fields/pictures';
import { poolField, readPool } from '../../fields/pool';
import {
	atTimeLimitOption,
	downloadField,
	readWaiting,
	timeLimitOption,
	waitField,
	whenAwaited,
	whenDownloaded,
} from '../../fields/waiting';
import { checkPublicUrls } from '../../image/addresses';
import { readReferences, toDataUrl } from '../../image/references';
import type { Reference } from '../../image/references';
import type { Imagine } from '../../model/creation';
import { now } from '../../task/clock';
import { inLanes } from '../../task/lanes';
import { deliverTask } from '../deliver';
import { checkGrid } from '../grid';
import { refuse } from '../operation';
import type { TaskOperation, Item } from '../operation';

const uploadsAtOnce = 3;

/** Addresses of pictures stand in front of the text, everything on one line. */
const toPrompt = (urls: readonly string[], text: string) =>
	[...urls, text].join(' ').replace(/\s+/g, ' ').trim();

/** Puts the pictures where Midjourney can load them for a while. */
async function uploadAll(item: Item, references: readonly Reference[]): Promise<string[]> {
	return await inLanes(references, uploadsAtOnce, async (reference, i) => {
		const uploaded = await uploadFile(item.door, {
			...reference,
			name: `reference-${i + 1}.${reference.extension}`,
			expiresAt: now() + uploadHours * 3_600_000,
		});
		if (uploaded.ok) return uploaded.data;
		throw apiError(
			item.door.context.getNode(),
			{
				...uploaded.failure,
				message: `upload of a reference picture: ${uploaded.failure.message}`,
			},
			{ itemIndex: item.index },
			"The key needs the 'file-v1' permission for uploads. Nothing was charged; 'Send Pictures As: Embedded' works without.",
		);
	});
}

async function toCreation(item: Item): Promise<Imagine> {
	const { parameters, door } = item;
	const text = parameters.text('prompt');
	if (text === '') {
		throw refuse(item, "'Prompt' is empty", 'Say in a few words what the picture should show.');
	}
	if (parameters.flag('splitGrid')) checkGrid(item, { action: 'IMAGINE', prompt: text });
	const { urls, binaryFields } = readPictures(parameters);
	checkPublicUrls(item, urls);
	const references = await readReferences(item, { binaryFields, urls: [] });
	const isUploaded = parameters.text('sendPicturesAs') === 'uploaded';
	const uploads = isUploaded ? await uploadAll(item, references) : [];
	return {
		kind: 'imagine',
		pool: readPool(parameters, door.connection),
		prompt: toPrompt([...uploads, ...urls], text),
		pictures: isUploaded ? [] : references.map(toDataUrl),
	};
}

export const imagine: TaskOperation = {
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
		sendPicturesField,
		waitField,
		{ ...downloadField, displayOptions: whenAwaited },
		{ ...splitGridField, displayOptions: whenDownloaded },
		simplifyField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [atTimeLimitOption, binaryFieldOption, timeLimitOption],
		},
	],
	async plan(item) {
		return {
			wanted: [{ creation: await toCreation(item) }],
			...readWaiting(item.parameters),
			deliver: async (task) => await deliverTask(item, task),
		};
	},
};
