import { maximumTasksOption } from '../../fields/cost';
import type { Item } from '../../fields/item';
import { optionsField } from '../../fields/options';
import { binaryFieldOption, pictureResultFields, splitGridField } from '../../fields/output';
import { pictureChoiceFields, readPictureChoice } from '../../fields/pictureChoice';
import { checkedHints, checkPromptField, promptField, readPrompt } from '../../fields/promptField';
import { creationOptions, readTaskSettings } from '../../fields/taskSettings';
import { readWebhookUrl } from '../../fields/webhookUrl';
import { readOnePicture, toDataUrl } from '../../image/referencePictures';
import type { Edit } from '../../model/creation';
import { digestOf } from '../../model/digest';
import { requireGrid } from '../../output/splitGrid';
import type { TaskOperation } from '../operation';

async function toCreation(item: Item, prompt: string): Promise<Edit> {
	const picture = await readOnePicture(item, readPictureChoice(item.parameters));
	const pool = item.service.defaultPool;
	return {
		kind: 'edit',
		pool,
		digest: digestOf(['edit', pool, prompt, picture.digest]),
		...readWebhookUrl(item),
		prompt,
		picture: toDataUrl(picture),
	};
}

export const edit: TaskOperation = {
	resource: 'image',
	value: 'edit',
	name: 'Edit',
	action: 'Edit image',
	description: 'Change an image as a text says',
	forAgents:
		'Change an image as a text says: takes about a minute and costs money each time, returns the task ID, the image URL and the names of the buttons that can be pressed next',
	needs: 'edit',
	endpoint: 'edit',
	fields: [
		{
			...promptField,
			placeholder: 'e.g. the kite is blue',
			description:
				"What is to be different, or what the whole image should show, with Midjourney's parameters at the end",
		},
		...pictureChoiceFields,
		...pictureResultFields,
		optionsField(...creationOptions, checkPromptField, maximumTasksOption, binaryFieldOption),
	],
	async plan(item) {
		const { parameters } = item;
		const settings = readTaskSettings(parameters);
		const prompt = readPrompt(parameters, 'Say in a few words what is to be different.');
		const hints = checkedHints(parameters, prompt, 1);
		if (parameters.flag(splitGridField)) requireGrid({ action: 'EDIT', prompt });
		const creation = await toCreation(item, prompt);
		return { requests: [{ creation }], hints, ...settings };
	},
};
