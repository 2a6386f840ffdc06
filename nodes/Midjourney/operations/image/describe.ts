import { maximumOptions } from '../../fields/cost';
import type { Item } from '../../fields/item';
import { optionsField } from '../../fields/options';
import { itemForEachPromptField, simplifyField } from '../../fields/output';
import { pictureChoiceFields, readPictureChoice } from '../../fields/pictureChoice';
import { poolField, readPool } from '../../fields/pool';
import { creationOptions, readTaskSettings } from '../../fields/taskSettings';
import { waitField } from '../../fields/waiting';
import { readWebhookUrl, webhookUrlField } from '../../fields/webhookUrl';
import { readOnePicture, toDataUrl } from '../../image/referencePictures';
import type { Describe } from '../../model/creation';
import { digestOf } from '../../model/digest';
import type { TaskOperation } from '../operation';

async function toCreation(item: Item): Promise<Describe> {
	const picture = await readOnePicture(item, readPictureChoice(item.parameters));
	const pool = readPool(item);
	return {
		kind: 'describe',
		pool,
		digest: digestOf(['describe', pool, picture.digest]),
		...readWebhookUrl(item),
		picture: toDataUrl(picture),
	};
}

export const describe: TaskOperation = {
	resource: 'image',
	value: 'describe',
	name: 'Describe',
	action: 'Describe image',
	description: 'Read prompts from an image',
	forAgents:
		'Read prompts from an image: takes some seconds and costs money each time, returns the task ID and the prompts',
	endpoint: 'describe',
	fields: [
		...pictureChoiceFields,
		poolField,
		waitField,
		webhookUrlField,
		itemForEachPromptField,
		simplifyField,
		optionsField(...creationOptions, ...maximumOptions),
	],
	async plan(item) {
		const settings = readTaskSettings(item.parameters);
		const creation = await toCreation(item);
		return { requests: [{ creation }], ...settings };
	},
};
