import { readTaskId, taskIdField } from '../../fields/taskId';
import { ServiceError } from '../../service/errors';
import { rateLimitPolicy, retry } from '../../service/retry';
import { getInputTask, requireSuccess } from '../../task/inputTask';
import type { ItemOperation } from '../operation';

export const getSeed: ItemOperation = {
	resource: 'task',
	value: 'getSeed',
	name: 'Get Seed',
	action: 'Get seed of task',
	description:
		'Get the number with which Midjourney made the image of a task; it may take a minute',
	needs: 'getSeed',
	endpoint: 'seed',
	fields: [taskIdField],
	async execute(item) {
		const { service } = item;
		const taskId = readTaskId(item);
		const read = async () => await service.getSeed(taskId);
		const result = await retry(rateLimitPolicy, read, { signal: service.signal });
		if (result.ok) return [{ json: { taskId, seed: result.data } }];
		const { failure } = result;
		// The task itself says in plain words why it has none.
		if (['refused', 'notFound', 'unknownTask'].includes(failure.kind)) {
			requireSuccess(await getInputTask(service, taskId), 'seed');
		}
		throw new ServiceError(service, failure, { taskId });
	},
};
