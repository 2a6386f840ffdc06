import { getTask } from '../../api/tasks';
import { binaryFieldOption, simplifyField, splitGridField } from '../../fields/output';
import { compressionOptions, sourceField } from '../../fields/source';
import { taskIdField } from '../../fields/taskId';
import { taskInItem } from '../../fields/taskInItem';
import { checkUrls } from '../../image/addresses';
import { isFinished, onlyKnown, outcomeOf } from '../../model/task';
import type { Task } from '../../model/task';
import { deliverPicture } from '../deliver';
import { dataOf, refuse } from '../operation';
import type { Item, ItemOperation } from '../operation';
import { readTaskIdParameter } from '../taskId';

const ask = async (item: Item, taskId: string): Promise<Task> =>
	dataOf(item, await getTask(item.door, taskId), taskId);

function fromItem(item: Item): Task {
	const task = taskInItem(item.input, item.door.connection);
	if (task) return task;
	throw refuse(
		item,
		'The input item holds no task',
		"Connect a node that gives out tasks, or choose 'Task ID'.",
	);
}

/** A picture of which only the address is known, as a task that has succeeded. */
function atAddress(item: Item): Task {
	const url = item.parameters.text('pictureUrl');
	checkUrls(item, [url]);
	const { hostname, pathname } = new URL(url);
	const name = pathname
		.split('/')
		.at(-1)
		?.replace(/\.\w+$/, '');
	return {
		...onlyKnown(name || 'picture'),
		status: 'SUCCESS',
		// Taken for a grid, since nothing tells otherwise; its size is still checked before it is split.
		action: item.parameters.flag('splitGrid') ? 'IMAGINE' : '',
		progress: 100,
		pictures: [{ source: /discord/i.test(hostname) ? 'discord' : 'objectStorage', url }],
		received: { imageUrl: url },
	};
}

async function readTask(item: Item): Promise<Task> {
	const from = item.parameters.text('pictureFrom');
	if (from === 'url') return atAddress(item);
	if (from !== 'item') return await ask(item, readTaskIdParameter(item));
	const given = fromItem(item);
	// The short form names no address of its own kind, and what it names may have expired.
	const isComplete = outcomeOf(given) === 'success' && given.pictures.length > 0;
	return isComplete ? given : await ask(item, given.id);
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
		'Download its picture when Task > Get says SUCCESS.',
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
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [...compressionOptions, binaryFieldOption],
		},
	],
	async execute(item) {
		const task = await readTask(item);
		checkFinished(item, task);
		return await deliverPicture(item, task);
	},
};
