import { getTask } from '../../service/ohmygpt/tasks';
import { optionsField } from '../../fields/options';
import { binaryFieldOption, simplifyField, splitGridField } from '../../fields/output';
import { compressionOptions, readSource, sourceField } from '../../fields/source';
import { taskIdField } from '../../fields/taskId';
import { taskInItem } from '../../output/taskJson';
import { checkUrls } from '../../image/addresses';
import { isExpiredUrl } from '../../image/pictureUrls';
import { isFinished, outcomeOf } from '../../model/task';
import type { Task } from '../../model/task';
import { now } from '../../async/sleep';
import { deliverPicture } from '../../output/taskOutput';
import { ask } from '../ask';
import { refuse } from '../operation';
import type { Item, ItemOperation, Output } from '../operation';
import { givePicture } from '../../output/pictureOutput';
import { readTaskIdParameter } from '../taskId';

const queried = async (item: Item, taskId: string): Promise<Task> =>
	await ask(item, async () => await getTask(item.door, taskId), taskId);

function fromItem(item: Item): Task {
	const task = taskInItem(item.input, item.door.connection);
	if (task) return task;
	throw refuse(
		item,
		'The input item holds no task',
		"Connect a node that gives out tasks, or choose 'Task ID'.",
	);
}

/** The last part of an address, without its extension. */
function nameIn(url: string): string {
	const last = new URL(url).pathname.split('/').at(-1);
	return last?.replace(/\.\w+$/, '') || 'picture';
}

/** A picture of which only the address is known. */
async function deliverAddress(item: Item): Promise<Output[]> {
	const url = item.parameters.text('pictureUrl');
	checkUrls(item, [url]);
	const origin = readSource(item.parameters).startsWith('discord') ? 'discord' : 'objectStorage';
	return await givePicture(item, {
		pictures: [{ source: origin, url }],
		json: { imageUrl: url },
		name: nameIn(url),
		tileName: nameIn(url),
		subject: {},
		advice: isExpiredUrl(url, now())
			? "The link has expired. Choose 'Task ID' instead: the task names a fresh one."
			: "Check the address; it must be one of OhMyGPT's storage or of Discord.",
	});
}

async function readTask(item: Item): Promise<Task> {
	if (item.parameters.text('pictureFrom') !== 'item') {
		return await queried(item, readTaskIdParameter(item));
	}
	const given = fromItem(item);
	// The short form names one address only, and not what kind it is of.
	const isComplete = outcomeOf(given) === 'success' && given.pictures.length > 0;
	const isFresh = given.pictures.every(({ url }) => !isExpiredUrl(url, now()));
	return isComplete && isFresh ? given : await queried(item, given.id);
}

/** Only a task that has succeeded has a picture. */
function checkFinished(item: Item, task: Task): void {
	if (outcomeOf(task) === 'success') return;
	if (isFinished(task)) {
		throw refuse(
			item,
			`The task has no picture, since it did not succeed: ${task.failReason ?? task.status}`,
			'Create it anew; nothing was charged.',
			task.id,
		);
	}
	const progress = task.progress === null ? '' : `, ${task.progress} %`;
	throw refuse(
		item,
		`The task is not finished yet: ${task.status}${progress}`,
		'Task > Wait waits for it, and gives out its picture.',
		task.id,
	);
}

export const download: ItemOperation = {
	resource: 'image',
	value: 'download',
	name: 'Download',
	action: 'Download image',
	description: 'Get the picture of a finished task as a file',
	endpoint: 'storedPicture',
	fields: [
		{
			displayName: 'Picture Of',
			name: 'pictureFrom',
			type: 'options',
			options: [
				{ name: 'Task ID', value: 'taskId', description: 'Ask for the task first' },
				{
					name: 'Task in Input Item',
					value: 'item',
					description: 'Take the task that an earlier node has put into the item',
				},
				{ name: 'URL', value: 'url', description: "An address of OhMyGPT's storage or of Discord" },
			],
			default: 'taskId',
			description: 'How to say which picture',
		},
		{ ...taskIdField, displayOptions: { show: { pictureFrom: ['taskId'] } } },
		{
			displayName: 'Picture URL',
			name: 'pictureUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.imageUrl }}',
			description: "Address at a host of the credential, or at Discord's; no other is called",
			displayOptions: { show: { pictureFrom: ['url'] } },
		},
		sourceField,
		splitGridField,
		simplifyField,
		optionsField(...compressionOptions, binaryFieldOption),
	],
	async execute(item) {
		if (item.parameters.text('pictureFrom') === 'url') return await deliverAddress(item);
		const task = await readTask(item);
		checkFinished(item, task);
		return await deliverPicture(item, task);
	},
};
