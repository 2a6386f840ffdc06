import type { Fault } from './faults';
import { isProxyTask } from './proxy/proxyTask';
import { proxyStatusOf, proxyTaskFields } from './proxy/taskFields';
import { serverFacts } from './proxy/variant';
import type { Task } from './task';
import { statusOf, wireTask } from './wire';
import type { World } from './world';

/** The task object of the wire to which the task belongs. */
export function shownTask(
	world: World,
	task: Task,
	fault: Fault | undefined = task.fault,
	moment = world.clock.now(),
): Record<string, unknown> {
	return isProxyTask(task)
		? { ...proxyTaskFields(world, task, { fault, moment }) }
		: wireTask(world, task, fault, moment);
}

/** The value of `status` in the wire to which the task belongs. */
export const shownStatus = (world: World, task: Task, moment: number): string =>
	isProxyTask(task) ? proxyStatusOf(task, moment) : statusOf(world, task, moment);

/** When the first webhook of a task is due. midjourney-proxy sends SUBMITTED too. */
export const firstCallbackAt = (task: Task): number =>
	isProxyTask(task) ? task.startAt : task.progressAt;

/** How often the final webhook of a task is sent. */
export const finalCallbacksOf = (task: Task): number =>
	isProxyTask(task) ? serverFacts[task.proxy.server].finalCallbacks : 1;
