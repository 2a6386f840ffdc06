import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { requiredText } from '../body';
import { apiErrors } from '../apiErrors';
import { lagMs, withMomentaryFailure } from '../contrary/taskList';
import { readTaskId } from '../contrary/taskIds';
import type { Task } from '../task';
import { wireTask } from '../wire';
import { apiRoute, type ApiCall } from './route';

export const get = apiRoute({
	name: 'get',
	paths: [endpoints.query],
	needs: 'midjourney',
	handle(call) {
		const { world } = call;
		const { variants, clock, faults } = world;
		const moment = clock.now() - lagMs(variants.queryLag, world);
		const asked = ownTask(call);
		const task = asked && asked.submittedAt <= moment ? shownTask(call, asked) : undefined;
		if (!task && variants.unknownTask === 'null-data') return null;
		if (!task) throw apiErrors.unknownTask();
		const fields = wireTask(world, task, faults.take('get', 'task') ?? task.fault, moment);
		return withMomentaryFailure(world, task, moment, 'query', fields);
	},
});

/** The task with the id in the request (text or number). undefined if the account has no such task. */
export function ownTask({ world, body, key, entry }: ApiCall): Task | undefined {
	const text = requiredText(body, 'taskId').trim();
	if (world.variants.idForm === 'plain' && !/^\d+$/.test(text)) {
		throw apiErrors.bad('Parameter taskId must be a whole number');
	}
	const id = readTaskId(world.variants, text);
	const task = id === undefined ? undefined : world.tasks.get(id);
	if (task?.accountId !== key.accountId) return undefined;
	entry.taskId = task.id;
	return task;
}

/** The task that was asked for, or where a variant wants it, the newest other task of the account. */
function shownTask({ world: { variants, occasions, tasks }, key }: ApiCall, asked: Task): Task {
	if (variants.queryAbout === 'asked' || !occasions.isOdd('queryAbout', variants)) return asked;
	return tasks.list(key.accountId).find((task) => task !== asked) ?? asked;
}
