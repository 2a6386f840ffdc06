import { maximumTasksOption } from '../../fields/cost';
import type { Item } from '../../fields/item';
import { optionsField } from '../../fields/options';
import { itemForEachPromptField, simplifyField } from '../../fields/output';
import { promptField, readPrompt } from '../../fields/promptField';
import { creationOptions, readTaskSettings } from '../../fields/taskSettings';
import { waitField } from '../../fields/waiting';
import { readWebhookUrl, webhookUrlField } from '../../fields/webhookUrl';
import type { Shorten } from '../../model/creation';
import { digestOf } from '../../model/digest';
import type { TaskOperation } from '../operation';

function toCreation(item: Item): Shorten {
	const prompt = readPrompt(item.parameters, 'Give the prompt that is to become shorter.');
	const pool = item.service.defaultPool;
	return {
		kind: 'shorten',
		pool,
		digest: digestOf(['shorten', pool, prompt]),
		...readWebhookUrl(item),
		prompt,
	};
}

export const shorten: TaskOperation = {
	resource: 'image',
	value: 'shorten',
	name: 'Shorten',
	action: 'Shorten prompt of image',
	description: 'Find the important words of a long prompt, and shorter prompts that keep them',
	forAgents:
		'Find the important words of a long prompt: takes some seconds and costs money each time, returns the task ID and shorter prompts',
	needs: 'shorten',
	endpoint: 'shorten',
	fields: [
		{
			...promptField,
			placeholder: 'e.g. a very large and very red paper kite high above calm dunes at dawn',
			description: 'The prompt that is to become shorter',
		},
		waitField,
		webhookUrlField,
		itemForEachPromptField,
		simplifyField,
		optionsField(...creationOptions, maximumTasksOption),
	],
	plan: async (item) =>
		await Promise.resolve({
			requests: [{ creation: toCreation(item) }],
			...readTaskSettings(item.parameters),
		}),
};
