import { getTask } from '../../service/ohmygpt/tasks';
import { simplifyField } from '../../fields/output';
import { taskIdField } from '../../fields/taskId';
import { ask } from '../ask';
import { present } from '../../output/taskOutput';
import type { ItemOperation } from '../operation';
import { readTaskIdParameter } from '../taskId';

export const get: ItemOperation = {
	resource: 'task',
	value: 'get',
	name: 'Get',
	action: 'Get task',
	description: 'Get the state and the result of a task',
	endpoint: 'query',
	fields: [taskIdField, simplifyField],
	async execute(item) {
		const taskId = readTaskIdParameter(item);
		const task = await ask(item, async () => await getTask(item.door, taskId), taskId);
		return [{ json: present(item, task) }];
	},
};
