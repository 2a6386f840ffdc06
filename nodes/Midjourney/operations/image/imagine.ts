import { apiError } from '../../service/errors';
import { uploadFile } from '../../service/ohmygpt/files';
import { uploadHours } from '../../service/ohmygpt/facts/accountLimits';
import { maximumCostOption, readMaximumCost } from '../../fields/cost';
import { optionsField } from '../../fields/options';
import { binaryFieldOption } from '../../fields/output';
import { picturesField, readPictures, sendPicturesField } from '../../fields/pictures';
import { poolField, readPool } from '../../fields/pool';
import { pictureResultFields } from '../../fields/result';
import { seedOption } from '../../fields/seed';
import {
	checkPromptField,
	promptParameters,
	readPromptParameters,
} from '../../fields/promptParameters';
import { atTimeLimitOption, readWaiting, timeLimitOption } from '../../fields/waiting';
import { checkPublicUrls } from '../../image/addresses';
import { readReferences, toDataUrl } from '../../image/referencePictures';
import type { Reference } from '../../image/referencePictures';
import type { Imagine } from '../../model/creation';
import { buildPrompt } from '../../prompt/build';
import { checkPrompt } from '../../prompt/check';
import { seedOf } from '../../prompt/parse';
import { deriveSeed } from '../../prompt/deriveSeed';
import { now } from '../../async/sleep';
import { mapConcurrently } from '../../async/mapConcurrently';
import { deliverTask } from '../../output/taskOutput';
import { checkGrid } from '../../output/splitGrid';
import { readWebhookUrl } from '../webhookUrl';
import { refuse } from '../operation';
import type { TaskOperation, Item } from '../operation';

const uploadsAtOnce = 3;
const uploadPermission =
	"The key needs the 'file-v1' permission for uploads. Nothing was charged; 'Send Pictures As: Embedded' works without.";

/** Addresses of pictures stand in front of the text, everything on one line. */
const toPrompt = (urls: readonly string[], text: string) =>
	[...urls, text].join(' ').replace(/\s+/g, ' ').trim();

/** Puts the pictures where Midjourney can load them for a while. */
async function uploadAll(item: Item, references: readonly Reference[]): Promise<string[]> {
	return await mapConcurrently(references, uploadsAtOnce, async (reference, i) => {
		const uploaded = await uploadFile(item.door, {
			mimeType: reference.mimeType,
			bytes: await reference.read(),
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
			uploaded.failure.kind === 'permission' ? uploadPermission : undefined,
		);
	});
}

/** Refuses what Midjourney would refuse, before it costs money; gives what is only unwise. */
function checkedHints(item: Item, prompt: string, pictures: number): string[] {
	if (item.parameters.group('options').checkPrompt === false) return [];
	const findings = checkPrompt(prompt, { pictures });
	const errors = findings.filter(({ severity }) => severity === 'error');
	if (errors.length > 0) {
		throw refuse(
			item,
			errors.map(({ message }) => message).join(' '),
			"Correct the prompt or 'Parameters'. Nothing was sent. To send it all the same, switch off 'Check Prompt' in the options.",
		);
	}
	return findings.map(({ message }) => message);
}

/** The prompt as it is checked: what stands before it is added when the pictures have an address. */
function readText(item: Item): string {
	const text = item.parameters.text('prompt');
	if (text === '') {
		throw refuse(item, "'Prompt' is empty", 'Say in a few words what the picture should show.');
	}
	return buildPrompt(text, readPromptParameters(item.parameters.group('parameters')));
}

/** The seed by which this item's task can be told again; undefined where the user has one or wants none. */
function automaticSeed(item: Item, prompt: string) {
	const { index, runIndex, parameters, door } = item;
	if (parameters.group('options').seed === 'none' || seedOf(prompt) !== undefined) return undefined;
	return deriveSeed(door.context.getExecutionId(), door.context.getNode().id, runIndex, index);
}

async function planImagine(item: Item): Promise<{ creation: Imagine; hints: string[] }> {
	const { parameters, door } = item;
	const { urls, binaryFields } = readPictures(parameters);
	const text = readText(item);
	const hints = checkedHints(item, toPrompt(urls, text), binaryFields.length);
	if (parameters.flag('splitGrid')) checkGrid(item, { action: 'IMAGINE', prompt: text });
	checkPublicUrls(item, urls);
	const references = await readReferences(item, { binaryFields, urls: [] });
	const isUploaded = parameters.text('sendPicturesAs') === 'uploaded';
	const uploads = isUploaded ? await uploadAll(item, references) : [];
	const seed = automaticSeed(item, text);
	const seeded = seed === undefined ? text : buildPrompt(text, { seed });
	const creation: Imagine = {
		kind: 'imagine',
		pool: readPool(parameters, door.connection),
		...readWebhookUrl(item),
		prompt: toPrompt([...uploads, ...urls], seeded),
		...(seed === undefined ? {} : { seed }),
		pictures: isUploaded ? [] : references.map(toDataUrl),
	};
	return { creation, hints };
}

export const imagine: TaskOperation = {
	resource: 'image',
	value: 'imagine',
	name: 'Imagine',
	action: 'Imagine image',
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
		promptParameters,
		poolField,
		picturesField,
		sendPicturesField,
		...pictureResultFields,
		optionsField(
			atTimeLimitOption,
			checkPromptField,
			maximumCostOption,
			binaryFieldOption,
			seedOption,
			timeLimitOption,
		),
	],
	async plan(item) {
		const { creation, hints } = await planImagine(item);
		return {
			wanted: [{ creation }],
			hints,
			waiting: readWaiting(item.parameters),
			maximumCost: readMaximumCost(item.parameters),
		};
	},
	deliver: deliverTask,
};
