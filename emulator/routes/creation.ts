import { pools, type Pool } from '../../nodes/Midjourney/facts/pools';
import { textField } from '../body';
import { failReasonOf } from '../faults';
import { apiErrors } from '../apiErrors';
import type { TaskPlan } from '../task';
import { creationAnswer } from '../contrary/creationAnswer';
import { wireId } from '../contrary/taskIds';
import { apiRoute, takeTaskFaults, type ApiCall, type ApiRoute, type Route } from './route';

/** The pool in the request. Default: FAST. */
export function poolOf({ body, world }: ApiCall): Pool {
	const type = textField(body, 'type') ?? world.variants.defaultPool;
	const pool = pools.find((each) => each === type.toUpperCase());
	if (!pool) throw apiErrors.bad('Parameter type must be FAST or NORMAL');
	return pool;
}

function webhookOf({ body }: ApiCall): string | null {
	const webhook = textField(body, 'webhook');
	if (webhook === undefined) return null;
	const url = URL.canParse(webhook) ? new URL(webhook) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw apiErrors.bad('Parameter webhook must be an absolute URL');
	}
	return webhook;
}

/** Creates the planned task and returns its id. */
export async function createTask(call: ApiCall, plan: TaskPlan): Promise<unknown> {
	const { world, key } = call;
	const webhook = webhookOf(call);
	world.tasks.checkCanCreate(key, plan);
	const faults = takeTaskFaults(call);
	const failReason = failReasonOf(faults.fault) ?? plan.failReason;
	const task = world.tasks.create({ ...plan, failReason }, { key, webhook, ...faults });
	call.entry.taskId = task.id;
	await world.callbacks.subscribe(task);
	return wireId(world.variants, answeredId(call, task.id), world.variants.creationData);
}

/** The new task's id, or where a variant wants that, the id of the account's task before it. */
function answeredId({ world, key }: ApiCall, id: number): number {
	const { variants, occasions, tasks, variedAt } = world;
	if (variants.sharedIds === 'none' || !occasions.isOdd('sharedIds', variants)) return id;
	const before = tasks
		.list(key.accountId)
		.find((task) => task.id < id && task.submittedAt >= variedAt);
	return before?.id ?? id;
}

/** An endpoint that creates a task. `handle` returns the id. */
export const creationRoute = (route: Omit<ApiRoute, 'needs' | 'respond'>): Route =>
	apiRoute({
		...route,
		needs: 'midjourney',
		respond: ({ world }, id) => creationAnswer(world.variants, id),
	});
