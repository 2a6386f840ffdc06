import { readTaskId } from '../../service/ohmygpt/taskReader';
import { optionsField } from '../../fields/options';
import { binaryFieldOption, simplifyField, splitGridField } from '../../fields/output';
import { taskIdField } from '../../fields/taskId';
import {
	atTimeLimitOption,
	downloadField,
	readWaiting,
	timeLimitOption,
} from '../../fields/waiting';
import { deliverTask } from '../../output/taskOutput';
import { refuse } from '../operation';
import type { Item, TaskOperation } from '../operation';

function readTaskIds(item: Item): string[] {
	const given = item.parameters.list('taskId');
	if (given.length === 0) {
		throw refuse(item, "'Task ID' is empty", 'Give one ID, or several parted by commas.');
	}
	return given.map((text) => {
		const taskId = readTaskId(text);
		if (taskId !== undefined) return taskId;
		throw refuse(
			item,
			`'${text}' is no task ID`,
			'A task ID is the number that the creating operation returned, e.g. {{ $json.taskId }}.',
		);
	});
}

export const wait: TaskOperation = {
	resource: 'task',
	value: 'wait',
	name: 'Wait',
	action: 'Wait for task',
	description: 'Wait until tasks that exist already are finished, and give out their results',
	endpoint: 'query',
	fields: [
		{
			...taskIdField,
			placeholder: 'e.g. {{ $json.taskId }}',
			description: 'One ID, or several parted by commas; each gives an output item of its own',
		},
		downloadField,
		{ ...splitGridField, displayOptions: { show: { downloadPicture: [true] } } },
		simplifyField,
		optionsField(atTimeLimitOption, binaryFieldOption, timeLimitOption),
	],
	plan: (item) =>
		Promise.resolve({
			wanted: readTaskIds(item).map((taskId) => ({ taskId })),
			waiting: readWaiting(item.parameters),
		}),
	deliver: deliverTask,
};
