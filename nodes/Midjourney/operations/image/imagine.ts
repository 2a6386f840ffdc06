import type { INodeProperties } from 'n8n-workflow';

import { concurrency } from '../../async/concurrency';
import { mapConcurrently } from '../../async/mapConcurrently';
import { maximumCostOption } from '../../fields/cost';
import type { Item } from '../../fields/item';
import { lostAnswerOption } from '../../fields/lostAnswer';
import { optionsField, readOptions } from '../../fields/options';
import { binaryFieldOption, pictureResultFields, splitGridField } from '../../fields/output';
import {
	areUploaded,
	checkPublicPictureUrls,
	picturesField,
	readPictures,
	sendPicturesField,
} from '../../fields/pictures';
import { poolField, readPool } from '../../fields/pool';
import {
	checkPromptField,
	promptParameters,
	readPromptParameters,
} from '../../fields/promptParameters';
import { seedOption } from '../../fields/seed';
import { readTaskSettings } from '../../fields/taskSettings';
import { atTimeLimitOption, timeLimitOption } from '../../fields/waiting';
import { readWebhookUrl } from '../../fields/webhookUrl';
import {
	readReferencePictures,
	toDataUrl,
	type ReferencePicture,
} from '../../image/referencePictures';
import type { Imagine } from '../../model/creation';
import { digestOf } from '../../model/digest';
import { InputError } from '../../model/inputError';
import { requireGrid } from '../../output/splitGrid';
import { buildPrompt } from '../../prompt/build';
import { checkPrompt } from '../../prompt/check';
import { deriveSeed } from '../../prompt/deriveSeed';
import { normalizePrompt } from '../../prompt/normalize';
import { seedOf } from '../../prompt/parse';
import { ServiceError } from '../../service/errors';
import { rateLimitPolicy, retry } from '../../service/retry';
import type { TaskOperation } from '../operation';

const promptField: INodeProperties = {
	displayName: 'Prompt',
	name: 'prompt',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. a red kite over dunes --ar 3:2',
	description: "What the picture should show, with Midjourney's parameters at the end",
};

const uploadPermission =
	"The key needs the 'file-v1' permission for uploads. Nothing was charged; 'Send Pictures As: Embedded' works without.";

/** URLs of pictures come before the text, everything on one line. */
const toPrompt = (urls: readonly string[], text: string) =>
	[...urls, text].join(' ').replace(/\s+/g, ' ').trim();

/** Uploads the pictures to where Midjourney can load them for a while; their URLs. */
async function uploadAll(
	{ service }: Item,
	pictures: readonly ReferencePicture[],
): Promise<string[]> {
	return await mapConcurrently(pictures, concurrency.uploads, async (picture, i) => {
		const { mimeType, extension } = picture;
		const name = `reference-${i + 1}.${extension}`;
		const upload = async () =>
			await service.uploadPicture({ name, mimeType, bytes: await picture.read() });
		const uploaded = await retry(rateLimitPolicy, upload, { signal: service.signal });
		if (uploaded.ok) return uploaded.data;
		const { failure } = uploaded;
		const message = `upload of a reference picture: ${failure.message}`;
		const advice = failure.kind === 'permission' ? uploadPermission : undefined;
		throw new ServiceError({ ...failure, message }, {}, advice);
	});
}

/** Throws what Midjourney would refuse, before it costs money; returns hints about what is only unwise. */
function checkForHints(item: Item, prompt: string, pictures: number): string[] {
	if (!readOptions(item.parameters).flag(checkPromptField, true)) return [];
	const findings = checkPrompt(prompt, { pictures });
	const errors = findings.filter(({ severity }) => severity === 'error');
	if (errors.length > 0) {
		throw new InputError(
			errors.map(({ message }) => message).join(' '),
			"Correct the prompt or 'Parameters'. Nothing was sent. To send it all the same, switch off 'Check Prompt' in the options.",
		);
	}
	return findings.map(({ message }) => message);
}

/** The prompt without the URLs that come before it. */
function readText(item: Item): string {
	const text = normalizePrompt(item.parameters.text(promptField)).trim();
	if (text === '') {
		throw new InputError(
			"'Prompt' is empty",
			'Describe in a few words what the picture should show.',
		);
	}
	return buildPrompt(text, readPromptParameters(item.parameters));
}

/** The seed that identifies this item's task; undefined where the user has one or wants none. */
function automaticSeed(item: Item, prompt: string, digest: string) {
	const { index, runIndex, parameters, context, identity } = item;
	const isUnwanted = readOptions(parameters).choice(seedOption) === 'none';
	if (isUnwanted || seedOf(prompt) !== undefined) return undefined;
	return deriveSeed(identity, context.getNode().id, runIndex, index, digest);
}

async function planImagine(item: Item): Promise<{ creation: Imagine; hints: string[] }> {
	const { parameters, service } = item;
	const { urls, binaryFields } = readPictures(parameters);
	const isUploaded = areUploaded(parameters);
	const pool = readPool(item);
	const text = readText(item);
	const hints = checkForHints(item, toPrompt(urls, text), binaryFields.length);
	if (parameters.flag(splitGridField)) requireGrid({ action: 'IMAGINE', prompt: text });
	checkPublicPictureUrls(service, urls);
	const references = await readReferencePictures(item, { binaryFields });
	const digest = digestOf(['imagine', pool, text, urls, references.map((each) => each.digest)]);
	const seed = automaticSeed(item, text, digest);
	const uploads = isUploaded ? await uploadAll(item, references) : [];
	const seeded = seed === undefined ? text : buildPrompt(text, { seed });
	const creation: Imagine = {
		kind: 'imagine',
		pool,
		digest,
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
		promptField,
		promptParameters,
		poolField,
		picturesField,
		sendPicturesField,
		...pictureResultFields,
		optionsField(
			atTimeLimitOption,
			checkPromptField,
			lostAnswerOption,
			maximumCostOption,
			binaryFieldOption,
			seedOption,
			timeLimitOption,
		),
	],
	async plan(item) {
		const settings = readTaskSettings(item.parameters);
		const { creation, hints } = await planImagine(item);
		return { requests: [{ creation }], hints, ...settings };
	},
};
