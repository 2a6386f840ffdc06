import type { INodeExecutionData } from 'n8n-workflow';

import { concurrency } from '../async/concurrency';
import { createSemaphore } from '../async/semaphore';
import type { Item, Output } from '../fields/item';
import type { Task } from '../model/task';
import type { TaskOperation } from '../operations/operation';
import { toErrorItem, toNodeError, withPairedItem, type NodeError } from '../output/itemError';
import { fetchTasks } from '../task/fetchTasks';
import { createTaskRunner, type TaskResult, type TaskRunner } from '../task/taskRunner';
import { planItems, showHints, toOrder, type PlannedTask, type RejectedItem } from './plan';
import { attemptOf, attemptWithKeys } from './identity';
import type { OutputSlot } from './storedState';
import { prepareSuspension, suspendExecution, type Suspension } from './suspend';
import { toOutputs } from './taskResult';

/** Adds the tasks that are paid for, or will be, although the run ends without their output. */
function addCreatedTasks(
	error: NodeError,
	created: ReadonlyMap<string, number>,
	notStarted: readonly number[],
): NodeError {
	const others = [...created].filter(([taskId]) => taskId !== error.context.taskId);
	const list = others.map(([taskId, itemIndex]) => `${taskId} (item ${itemIndex})`).join(', ');
	const sentences = [
		error.description ?? '',
		list && `Other tasks of this run: ${list}. Get them with Task > Wait.`,
		notStarted.length > 0 ? `Not started: ${notStarted.map((i) => `item ${i}`).join(', ')}.` : '',
	];
	error.description = sentences.filter((sentence) => sentence !== '').join(' ');
	error.context.createdTasks = others.map(([taskId, itemIndex]) => ({ taskId, itemIndex }));
	return error;
}

/** The work of one node run: what its planned tasks share. `callbackUrl`: set where a callback is going to output them. */
function createWork(
	{ context, service }: Item,
	runner: TaskRunner,
	callbackUrl: string | undefined,
) {
	const downloads = createSemaphore(concurrency.downloads);
	const created = new Map<string, number>();
	/** Items for which something was requested. */
	const started = new Set<number>();

	async function runTask(planned: PlannedTask) {
		const { item, plan, request } = planned;
		const { mode, limitMs } = plan.waiting;
		if ('taskId' in request) {
			started.add(item.index);
			return await runner.waitForTask(request.taskId, limitMs);
		}
		const creation = { ...request.creation, ...(callbackUrl ? { webhookUrl: callbackUrl } : {}) };
		const order = toOrder(planned, creation);
		const isAwaited = mode !== 'none' && callbackUrl === undefined;
		const onCreated = (taskId: string) => {
			created.set(taskId, item.index);
			started.add(item.index);
			context.logger.info(
				`Midjourney task ${taskId} belongs to item ${item.index} of execution ${context.getExecutionId()}`,
			);
		};
		const result = await runner.run(order, { isAwaited, limitMs, onCreated });
		if (result.kind !== 'notStarted') started.add(item.index);
		if (result.kind === 'doubt') {
			context.logger.warn(
				`The response to a creation for item ${item.index} was lost: a Midjourney task may exist that this run does not know`,
			);
		}
		return result;
	}

	const deliver = async (planned: PlannedTask, result: TaskResult) =>
		await downloads.use(async () => await toOutputs(planned, result));

	/** Items, or the ID of a task that a callback is going to output. */
	async function runAndDeliver(planned: PlannedTask): Promise<Output[] | { taskId: string }> {
		const result = await runTask(planned);
		const isLeft = callbackUrl !== undefined && result.kind === 'created';
		return isLeft ? { taskId: result.taskId } : await deliver(planned, result);
	}

	/** An error ends the whole run, unless the workflow continues on errors. */
	async function toSlot(
		{ item, plan }: PlannedTask,
		work: () => Promise<Output[] | { taskId: string }>,
	): Promise<OutputSlot> {
		const itemIndex = item.index;
		try {
			const done = await work();
			return Array.isArray(done)
				? { itemIndex, items: withPairedItem(done, itemIndex), isError: false }
				: { itemIndex, ...done, output: plan.output };
		} catch (reason) {
			const error = toNodeError(context.getNode(), reason, itemIndex);
			if (!context.continueOnFail() || service.signal?.aborted) {
				runner.stop(error);
				throw error;
			}
			return errorSlot({ item, error });
		}
	}

	const errorSlot = ({ item: { index }, error }: RejectedItem): OutputSlot => ({
		itemIndex: index,
		items: [toErrorItem(context, error, index)],
		isError: true,
	});

	/** Waits for all work, even when the run has failed, so that every paid task's ID is known. */
	async function awaitSlots(items: readonly Item[], work: ReadonlyArray<Promise<OutputSlot>>) {
		const settled = await Promise.allSettled(work);
		const failed = settled.find((result) => result.status === 'rejected');
		if (!failed) return settled.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
		const unfinished = runner.unfinished();
		if (unfinished.length > 0) {
			context.logger.warn(`Midjourney tasks that go on without this run: ${unfinished.join(', ')}`);
		}
		const notStarted = items.map(({ index }) => index).filter((index) => !started.has(index));
		const error = toNodeError(context.getNode(), failed.reason, 0);
		throw addCreatedTasks(error, created, notStarted);
	}

	return {
		awaitSlots,
		/** Creates and awaits a task, and outputs it. */
		run: async (planned: PlannedTask | RejectedItem) =>
			'error' in planned
				? errorSlot(planned)
				: await toSlot(planned, async () => await runAndDeliver(planned)),
		/** Outputs a task that was left to a callback and has ended already. */
		output: async (planned: PlannedTask, task: Task) =>
			await toSlot(planned, async () => {
				const waited = { kind: 'finished' as const, task };
				return await deliver(planned, { kind: 'ended', taskId: task.id, waited });
			}),
	};
}

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

	const orders = legal.flatMap((each) =>
		'creation' in each.request ? [toOrder(each, each.request.creation)] : [],
	);
	const maximum = Math.min(...plans.map((plan) => plan.maximum?.amount ?? Infinity));
	const known = attemptOf(context);
	const hasKeys = legal.some(({ item }) => item.identity.key !== '');
	const attempt = hasKeys ? attemptWithKeys(known) : known;
	const runner = createTaskRunner(service, orders, attempt, maximum);
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
