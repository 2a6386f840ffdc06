import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { requiredText } from '../body';
import { refusals } from '../refusals';
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
		if (!task) throw refusals.unknownTask();
		return wireTask(world, task, world.faults.take('get', 'task') ?? task.fault);
	},
});

/** The task that the call names, as text or number; none of another account. */
export function ownTask({ world, body, key, entry }: ApiCall): Task | undefined {
	const text = requiredText(body, 'taskId').trim();
	if (!/^\d+$/.test(text)) throw refusals.bad('Parameter taskId must be a whole number');
	const task = world.tasks.get(Number(text));
	if (task?.accountId !== key.accountId) return undefined;
	entry.taskId = task.id;
	return task;
}
