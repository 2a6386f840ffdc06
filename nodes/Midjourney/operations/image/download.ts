import { apiError } from '../../api/errors';
import { getTask } from '../../api/tasks';
import { binaryFieldOption, simplifyField } from '../../fields/output';
import { sourceField, toSource } from '../../fields/source';
import { taskIdField } from '../../fields/taskId';
import { isFinished, outcomeOf } from '../../model/task';
import type { Task } from '../../model/task';
import { deliverPicture } from '../deliver';
import { refuse } from '../operation';
import type { Item, ItemOperation } from '../operation';
import { readTaskIdParameter } from '../taskId';

/** Only a task that has succeeded has a picture. */
function checkFinished(item: Item, task: Task): void {
	if (outcomeOf(task) === 'success') return;
	if (isFinished(task)) {
		const reason = task.failReason ?? task.status;
		throw refuse(
			item,
			`The task has no picture, since it did not succeed: ${reason}`,
			'Create it anew.',
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
	action: 'Download an image',
	description: 'Get the picture of a finished task as a file',
	endpoint: 'storedPicture',
	fields: [
		taskIdField,
		sourceField,
		simplifyField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [binaryFieldOption],
		},
	],
	async execute(item) {
		const taskId = readTaskIdParameter(item);
		const answer = await getTask(item.door, taskId);
		if (!answer.ok) {
			const subject = { itemIndex: item.index, taskId };
			throw apiError(item.door.context.getNode(), answer.failure, subject);
		}
		checkFinished(item, answer.data);
		return await deliverPicture(item, answer.data, toSource(item.parameters.text('source')));
	},
};
