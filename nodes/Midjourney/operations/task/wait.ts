import { optionsField } from '../../fields/options';
import { binaryFieldOption, simplifyField, splitGridField } from '../../fields/output';
import { readTaskIds, taskIdField } from '../../fields/taskId';
import { readTaskSettings } from '../../fields/taskSettings';
import { atTimeLimitOption, downloadField, timeLimitOption } from '../../fields/waiting';
import type { TaskOperation } from '../operation';

export const wait: TaskOperation = {
	resource: 'task',
	value: 'wait',
	name: 'Wait',
	action: 'Wait for task',
	description: 'Wait until existing tasks are finished, and return their results',
	forAgents:
		'Wait until tasks are finished: takes up to some minutes and costs nothing, returns the result of each task',
	endpoint: 'query',
	fields: [
		{
			...taskIdField,
			placeholder: 'e.g. {{ $json.taskId }}',
			description: 'One ID, or several separated by commas; each gives an output item of its own',
		},
		downloadField,
		{ ...splitGridField, displayOptions: { show: { downloadImage: [true] } } },
		simplifyField,
		optionsField(atTimeLimitOption, binaryFieldOption, timeLimitOption),
	],
	plan: (item) =>
		Promise.resolve({
			requests: readTaskIds(item).map((taskId) => ({ taskId })),
			...readTaskSettings(item.parameters),
		}),
};
