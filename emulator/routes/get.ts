import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { requiredText } from '../body';
import { apiErrors } from '../apiErrors';
import type { Task } from '../task';
import { wireTask } from '../wire';
import { apiRoute, type ApiCall } from './route';

export const get = apiRoute({
	name: 'get',
	paths: [endpoints.query],
	needs: 'midjourney',
	handle(call) {
		const { world } = call;
		const task = ownTask(call);
		if (!task && world.variants.unknownTask === 'null-data') return null;
		if (!task) throw apiErrors.unknownTask();
		return wireTask(world, task, world.faults.take('get', 'task') ?? task.fault);
	},
});

/** The task with the id in the request (text or number). undefined if the account has no such task. */
export function ownTask({ world, body, key, entry }: ApiCall): Task | undefined {
	const text = requiredText(body, 'taskId').trim();
	if (!/^\d+$/.test(text)) throw apiErrors.bad('Parameter taskId must be a whole number');
	const task = world.tasks.get(Number(text));
	if (task?.accountId !== key.accountId) return undefined;
	entry.taskId = task.id;
	return task;
}
