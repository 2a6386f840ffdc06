import { simplifyField } from '../../fields/output';
import { readTaskId, taskIdField } from '../../fields/taskId';
import { toJson } from '../../output/taskJson';
import { getInputTask } from '../../task/inputTask';
import type { ItemOperation } from '../operation';

export const get: ItemOperation = {
	resource: 'task',
	value: 'get',
	name: 'Get',
	action: 'Get task',
	description: 'Get the state and the result of a task',
	forAgents:
		'Get the state of a task, its image URL and the names of the buttons that can be pressed next',
	endpoint: 'query',
	fields: [taskIdField, simplifyField],
	async execute(item) {
		const simplify = item.parameters.flag(simplifyField);
		const task = await getInputTask(item.service, readTaskId(item));
		return [{ json: toJson(task, item.service, simplify) }];
	},
};
