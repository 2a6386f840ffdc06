import type { INodeExecutionData } from 'n8n-workflow';

import type { Item } from '../fields/item';
import type { Task } from '../model/task';
import type { TaskOperation } from '../operations/operation';
import { fetchTasks } from '../task/fetchTasks';
import { createTaskRunner } from '../task/taskRunner';
import { attemptOf, attemptWithKeys } from './identity';
import { planItems, showHints, toOrder, type PlannedTask } from './plan';
import type { OutputSlot } from './storedState';
import { prepareSuspension, suspendExecution, type Suspension } from './suspend';
import { createWork } from './taskWork';

const itemsOf = (slots: readonly OutputSlot[]) =>
	slots.map((slot) => ('items' in slot ? slot.items : []));

/** Creates and awaits the tasks of all items together, and outputs each as soon as it is finished. */
export async function runTasks(
	items: readonly Item[],
	operation: TaskOperation,
): Promise<INodeExecutionData[][]> {
	const [first] = items;
	if (first === undefined) return [];
	const { context, service } = first;
	const planned = await planItems(items, operation);
	const legal = planned.filter((each): each is PlannedTask => 'plan' in each);
	const plans = [...new Set(legal.map(({ plan }) => plan))];
	const suspension: Suspension = plans.some(({ waiting }) => waiting.mode === 'suspend')
		? prepareSuspension(context, service)
		: {};
	showHints(context, [
		...plans.flatMap(({ hints }) => hints ?? []),
		...(suspension.hint ? [suspension.hint] : []),
	]);

	const orders = new Map(
		legal.flatMap((each) =>
			'creation' in each.request
				? [[each.idempotencyKey, toOrder(each, each.request.creation)] as const]
				: [],
		),
	);
	const maximum = Math.min(...plans.map((plan) => plan.maximum?.amount ?? Infinity));
	const known = attemptOf(context);
	const hasKeys = legal.some(({ item }) => item.identity.key !== '');
	const attempt = hasKeys ? attemptWithKeys(known) : known;
	const runner = createTaskRunner(service, [...orders.values()], attempt, maximum);
	showHints(
		context,
		[...runner.replaced.values()].map(
			(taskId) =>
				`Task ${taskId} of an earlier attempt was made for other settings, so a new task is created. Get the old one with Task > Wait.`,
		),
	);
	const work = createWork(first, runner, suspension.callbackUrl);
	try {
		const slots = await work.awaitSlots(items, planned.map(work.run));
		const left = slots.flatMap((slot) => ('taskId' in slot ? [slot.taskId] : []));
		if (left.length === 0) return itemsOf(slots);

		// The callback of a task that has ended meanwhile may have come before the execution was stored.
		const fetched = await fetchTasks(service, left);
		const tasks = fetched.ok ? fetched.data.tasks : new Map<string, Task>();
		if (!fetched.ok || !fetched.data.areFinished) {
			const limitMs = Math.max(...plans.map(({ waiting }) => waiting.limitMs));
			return await suspendExecution(items, slots, tasks, limitMs);
		}
		const outputs = slots.map(async (slot, i) => {
			const each = planned[i];
			const task = 'taskId' in slot ? tasks.get(slot.taskId) : undefined;
			return task && each && 'plan' in each ? await work.output(each, task) : slot;
		});
		return itemsOf(await work.awaitSlots(items, outputs));
	} finally {
		runner.stop(new Error('the run has ended'));
	}
}
