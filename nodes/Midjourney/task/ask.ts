import type { Door } from '../api/request';
import { getTask } from '../api/tasks';
import type { Ask } from './watch';

/** Asks for each task on its own. */
export function askOneByOne(door: Door): Ask {
	return async (taskIds) =>
		new Map(await Promise.all(taskIds.map(async (id) => [id, await getTask(door, id)] as const)));
}
