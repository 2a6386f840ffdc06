import { pools, type Pool } from '../../nodes/Midjourney/facts/pools';
import { textField } from '../body';
import { failReasonOf } from '../faults';
import { apiErrors } from '../apiErrors';
import type { TaskPlan } from '../task';
import { takeTaskFaults, type ApiCall } from './route';

/** The pool in the request. Default: FAST. */
export function poolOf({ body }: ApiCall): Pool {
	const type = textField(body, 'type') ?? 'FAST';
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
export async function createTask(call: ApiCall, plan: TaskPlan): Promise<number | string> {
	const { world, key } = call;
	const webhook = webhookOf(call);
	world.tasks.checkCanCreate(key, plan.cost);
	const faults = takeTaskFaults(call);
	const failReason = failReasonOf(faults.fault) ?? plan.failReason;
	const task = world.tasks.create({ ...plan, failReason }, { key, webhook, ...faults });
	call.entry.taskId = task.id;
	await world.callbacks.subscribe(task);
	return world.variants.creationData === 'string' ? String(task.id) : task.id;
}
