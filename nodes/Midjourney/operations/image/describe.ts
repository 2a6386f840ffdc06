import { maximumCostOption, readMaximumCost } from '../../fields/cost';
import { optionsField } from '../../fields/options';
import { simplifyField } from '../../fields/output';
import { poolField, readPool } from '../../fields/pool';
import {
	atTimeLimitOption,
	readWaiting,
	timeLimitOption,
	waitField,
	whenAwaited,
} from '../../fields/waiting';
import { webhookUrlField } from '../../fields/webhookUrl';
import { checkUrls } from '../../image/addresses';
import { readReferences, toDataUrl } from '../../image/referencePictures';
import type { Describe } from '../../model/creation';
import { splitPrompts } from '../../model/describedPrompts';
import { outcomeOf } from '../../model/task';
import type { Task } from '../../model/task';
import { deliverTask } from '../../output/taskOutput';
import { readWebhookUrl } from '../webhookUrl';
import { refuse } from '../operation';
import type { Item, Output, Recipient, TaskOperation } from '../operation';

async function toCreation(item: Item): Promise<Describe> {
	const { parameters, door } = item;
	const isUrl = parameters.text('pictureFrom') === 'url';
	const given = parameters.text(isUrl ? 'pictureUrl' : 'pictureField');
	if (given === '') {
		throw refuse(item, 'No picture is given', 'Name a binary field, or give an address.');
	}
	if (isUrl) checkUrls(item, [given]);
	const [picture] = await readReferences(item, {
		binaryFields: isUrl ? [] : [given],
		urls: isUrl ? [given] : [],
	});
	if (picture === undefined) throw refuse(item, 'No picture is given', 'Name a binary field.');
	return {
		kind: 'describe',
		pool: readPool(parameters, door.connection),
		...readWebhookUrl(item),
		picture: toDataUrl(picture),
	};
}

async function deliver(item: Recipient, task: Task): Promise<Output[]> {
	const isCut = item.parameters.flag('itemForEachPrompt') && outcomeOf(task) === 'success';
	const prompts = isCut ? splitPrompts(task.prompt) : [];
	if (prompts.length === 0) return await deliverTask(item, task);
	return prompts.map((prompt, i) => ({ json: { taskId: task.id, number: i + 1, prompt } }));
}

export const describe: TaskOperation = {
	resource: 'image',
	value: 'describe',
	name: 'Describe',
	action: 'Describe image',
	description: 'Read prompts from a picture',
	endpoint: 'describe',
	fields: [
		{
			displayName: 'Picture From',
			name: 'pictureFrom',
			type: 'options',
			options: [
				{ name: 'Binary Field', value: 'binary' },
				{ name: 'URL', value: 'url' },
			],
			default: 'binary',
			description: 'Where the picture is',
		},
		{
			displayName: 'Input Binary Field',
			name: 'pictureField',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the input binary field that holds the picture',
			displayOptions: { show: { pictureFrom: ['binary'] } },
		},
		{
			displayName: 'Picture URL',
			name: 'pictureUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/kite.png',
			description: 'Address of the picture, which n8n loads and sends on',
			displayOptions: { show: { pictureFrom: ['url'] } },
		},
		poolField,
		waitField,
		webhookUrlField,
		{
			displayName: 'Item for Each Prompt',
			name: 'itemForEachPrompt',
			type: 'boolean',
			default: false,
			description:
				'Whether to give out an item for each prompt, ready for Imagine, instead of one item with a list',
			displayOptions: whenAwaited,
		},
		simplifyField,
		optionsField(atTimeLimitOption, maximumCostOption, timeLimitOption),
	],
	async plan(item) {
		return {
			wanted: [{ creation: await toCreation(item) }],
			waiting: readWaiting(item.parameters),
			maximumCost: readMaximumCost(item.parameters),
		};
	},
	deliver,
};
