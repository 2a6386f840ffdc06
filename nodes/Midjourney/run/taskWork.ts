import { concurrency } from '../async/concurrency';
import { createSemaphore } from '../async/semaphore';
import type { Item, Output } from '../fields/item';
import type { FollowUp } from '../model/creation';
import { outcomeOf, type Task } from '../model/task';
import { toErrorItem, toNodeError, withPairedItem, type NodeError } from '../output/itemError';
import type { TaskResult, TaskRunner } from '../task/taskRunner';
import { followUpOf, toOrder, type PlannedTask, type RejectedItem } from './plan';
import type { OutputSlot } from './storedState';
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

/** The task that a result shows to have succeeded. */
function finishedTask(result: TaskResult): Task | undefined {
	if (result.kind !== 'ended' || result.waited.kind !== 'finished') return undefined;
	return outcomeOf(result.waited.task) === 'success' ? result.waited.task : undefined;
}

/** The work of one node run: what its planned tasks share. `callbackUrl`: set where a callback is going to output them. */
export function createWork(
	{ context, service }: Item,
	runner: TaskRunner,
	callbackUrl: string | undefined,
) {
	const downloads = createSemaphore(concurrency.downloads);
	const created = new Map<string, number>();
	/** Items for which something was requested. */
	const started = new Set<number>();

	const firstTasks = new Map<string, Promise<TaskResult>>();

	/** The task that several follow-ups of an item continue. The first that asks for it has its failure, too. */
	function runShared(planned: PlannedTask): { isFirst: boolean; result: Promise<TaskResult> } {
		const shared = firstTasks.get(planned.idempotencyKey);
		const result = shared ?? runTask(planned);
		firstTasks.set(planned.idempotencyKey, result);
		return { isFirst: shared === undefined, result };
	}

	async function runTask(planned: PlannedTask): Promise<TaskResult> {
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

	async function continueAndDeliver(planned: PlannedTask, followUp: FollowUp): Promise<Output[]> {
		const { isFirst, result } = runShared(planned);
		const first = await result;
		const source = finishedTask(first);
		if (source === undefined) return isFirst ? await deliver(planned, first) : [];
		const next = followUpOf(planned, followUp, source);
		const outputs = await deliver(next, await runTask(next));
		return outputs.map((output) => ({
			...output,
			json: { ...output.json, gridTaskId: source.id },
		}));
	}

	/** Items, or the ID of a task that a callback is going to output. */
	async function runAndDeliver(planned: PlannedTask): Promise<Output[] | { taskId: string }> {
		const { request } = planned;
		if ('creation' in request && request.followUp) {
			return await continueAndDeliver(planned, request.followUp);
		}
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
