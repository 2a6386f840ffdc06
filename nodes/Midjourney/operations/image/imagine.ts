import { maximumOptions } from '../../fields/cost';
import type { Item } from '../../fields/item';
import { optionsField, readOptions } from '../../fields/options';
import { binaryFieldOption, resultFieldsWith, splitGridField } from '../../fields/output';
import { checkPublicPictureUrls, imagePromptsField, readImagePrompts } from '../../fields/pictures';
import { poolField, readPool } from '../../fields/pool';
import { checkedHints, checkPromptField, promptField, readPrompt } from '../../fields/promptField';
import { promptParameters, readPromptParameters } from '../../fields/promptParameters';
import { seedOption } from '../../fields/seed';
import { creationOptions, readTaskSettings } from '../../fields/taskSettings';
import { readUpscales, upscaleField, whenUpscaled } from '../../fields/upscale';
import { whenDownloaded } from '../../fields/waiting';
import { readWebhookUrl } from '../../fields/webhookUrl';
import { readReferencePictures, toDataUrl } from '../../image/referencePictures';
import { uploadPictures } from '../../image/uploadPictures';
import type { Imagine } from '../../model/creation';
import { digestOf } from '../../model/digest';
import { requireGrid } from '../../output/splitGrid';
import { buildPrompt } from '../../prompt/build';
import { deriveSeed } from '../../prompt/deriveSeed';
import { seedOf } from '../../prompt/parse';
import type { TaskOperation } from '../operation';

const uploadPermission =
	"The key needs the 'file-v1' permission for uploads. Nothing was charged; 'Send Input Files: With the Request' works without.";

/** URLs of pictures come before the text, everything on one line. */
const toPrompt = (urls: readonly string[], text: string) =>
	[...urls, text].join(' ').replace(/\s+/g, ' ').trim();

/** The prompt without the URLs that come before it. */
function readText(item: Item): string {
	const text = readPrompt(item.parameters, 'Describe in a few words what the image should show.');
	return buildPrompt(text, readPromptParameters(item.parameters));
}

/** The seed that identifies this item's task; undefined where the user has one or wants none. */
function automaticSeed(item: Item, prompt: string, digest: string) {
	const { parameters, identity } = item;
	const isUnwanted = readOptions(parameters).choice(seedOption) === 'none';
	if (isUnwanted || seedOf(prompt) !== undefined) return undefined;
	return deriveSeed(identity.owner, ...identity.place, digest);
}

async function planImagine(item: Item): Promise<{ creation: Imagine; hints: string[] }> {
	const { parameters, service } = item;
	const { urls, binaryFields, isUploaded } = readImagePrompts(parameters);
	const pool = readPool(item);
	const text = readText(item);
	const hints = checkedHints(parameters, toPrompt(urls, text), binaryFields.length);
	if (parameters.flag(splitGridField)) requireGrid({ action: 'IMAGINE', prompt: text });
	checkPublicPictureUrls(service, urls);
	const references = await readReferencePictures(item, { binaryFields });
	const digest = digestOf(['imagine', pool, text, urls, references.map((each) => each.digest)]);
	const seed = automaticSeed(item, text, digest);
	const uploads = isUploaded ? await uploadPictures(service, references, uploadPermission) : [];
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
	action: 'Generate image from prompt',
	description: 'Generate an image from a text prompt',
	forAgents:
		'Generate an image from a text prompt: takes about a minute and costs money each time, returns the task ID, the prompt, the image URL and the names of the buttons that can be pressed next',
	endpoint: 'imagine',
	fields: [
		promptField,
		promptParameters,
		poolField,
		imagePromptsField,
		...resultFieldsWith(upscaleField, {
			...splitGridField,
			displayOptions: { ...whenDownloaded, hide: whenUpscaled },
		}),
		optionsField(
			...creationOptions,
			checkPromptField,
			...maximumOptions,
			binaryFieldOption,
			seedOption,
		),
	],
	async plan(item) {
		const settings = readTaskSettings(item.parameters);
		const { creation, hints } = await planImagine(item);
		const followUps = readUpscales(item.parameters);
		const requests = followUps.map((followUp) => ({ creation, followUp }));
		return { requests: requests.length > 0 ? requests : [{ creation }], hints, ...settings };
	},
};
