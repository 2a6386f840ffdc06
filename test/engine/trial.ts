import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { assumedPrices, prices } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import type { PricedAction } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import type { Pool } from '../../nodes/Midjourney/facts/pools';
import type { TaskInside, useEmulator } from '../support/emulator';
import type { NodeRun } from '../support/n8n';
import { until } from '../support/until';
import type { Kind, Order } from './orders';

type Emulator = ReturnType<typeof useEmulator>;

/**
 * How one wanted task ended, after it was looked at from the emulator's side:
 * `right`: a task of its own, finished and given out. `failed`: its task failed, and the error names it. `unseen`: its
 * task was not seen to end, and the error names it. `refused`: an error, and no task. `doubt`: there is a task that
 * the node does not know, and the error says that there may be.
 */
export type End = 'right' | 'failed' | 'unseen' | 'refused' | 'doubt';

/** Tokens of a task that has succeeded, from the price list. */
function priceOf({ pool, action }: TaskInside): number {
	const row = assumedPrices[action] ?? (action as PricedAction);
	return prices[pool as Pool][row];
}

function endOf(
	json: IDataObject,
	task: TaskInside | undefined,
	{ isAwaited = true, isRetried }: Circumstances,
): End {
	if (json.error === undefined) {
		expect(task).toBeDefined();
		expect(json.taskId).toBe(String(task!.taskId));
		expect(json.status).toBe(isAwaited ? 'SUCCESS' : 'SUBMITTED');
		if (isAwaited) expect(json.costTokens).toBe(priceOf(task!));
		return 'right';
	}
	expect(json.error).toMatch(/\w{3}/);
	expect(json.description).toMatch(/\w{3}/);
	// The task of an earlier attempt has failed and is forgotten; its successor was refused.
	const isForgotten = isRetried && task?.status !== 'SUCCESS' && json.taskId === undefined;
	if (task === undefined || isForgotten) {
		expect(json.taskId).toBeUndefined();
		return 'refused';
	}
	if (json.taskId === undefined) {
		expect(json.description).toContain('was not sent again');
		return 'doubt';
	}
	expect(json.taskId).toBe(String(task.taskId));
	expect(json.error).toContain(String(task.taskId));
	return task.status === 'SUCCESS' ? 'unseen' : 'failed';
}

export interface Circumstances {
	/** Tells the tasks of others. */
	isForeign?: (task: TaskInside) => boolean;
	/** Failed tasks may have been made anew. */
	isRetried?: boolean;
	/** The ids are given out without waiting. */
	isAwaited?: boolean;
}

/**
 * Holds a run of items of one kind to the invariants, whatever it went through: no task twice, none that nobody
 * wanted, tokens as priced, every item right or an honest error. Call it before the run; the result gives the ends, by
 * item and wanted task.
 */
export async function beginTrial(emulator: Emulator, kind: Kind, orders: readonly Order[]) {
	const before = new Set((await emulator.tasks()).map(({ taskId }) => taskId));

	/** New tasks by the mark that their creation carried. */
	async function tasksByMark(isForeign: (task: TaskInside) => boolean) {
		const marks = new Map(
			(await emulator.log(kind.route)).map(({ taskId, body }) => [
				taskId,
				kind.markIn(body as Record<string, unknown>),
			]),
		);
		const made = new Map<string, TaskInside[]>();
		for (const task of await emulator.tasks()) {
			if (before.has(task.taskId) || isForeign(task)) continue;
			const mark = marks.get(task.taskId) ?? 'a task that the log does not know';
			made.set(mark, [...(made.get(mark) ?? []), task]);
		}
		return made;
	}

	return {
		async ends(
			run: Pick<NodeRun, 'items'> & Partial<Pick<NodeRun, 'error'>>,
			circumstances: Circumstances = {},
		): Promise<End[]> {
			const { isForeign = () => false, isRetried } = circumstances;
			await until('all tasks have ended', async () => (await emulator.stats()).unfinished === 0);
			const made = await tasksByMark(isForeign);
			const wanted = orders.flatMap(({ marks }) => marks);
			expect([...made.keys()].filter((mark) => !wanted.includes(mark))).toEqual([]);
			for (const tasks of made.values()) {
				expect(tasks.filter(({ status }) => status === 'SUCCESS').length).toBeLessThanOrEqual(1);
				if (!isRetried) expect(tasks).toHaveLength(1);
			}

			const succeeded = (await emulator.tasks()).filter(({ status }) => status === 'SUCCESS');
			const due = succeeded.reduce((sum, task) => sum + priceOf(task), 0);
			expect((await emulator.stats()).tokensCharged).toBe(due);

			expect(run.error?.message).toBeUndefined();
			return orders.flatMap(({ marks }, i) => {
				const outputs = run.items.filter(({ pairedItem }) => {
					const { item } = pairedItem as { item: number };
					return item === i;
				});
				const endsOf = (mark: string, given: INodeExecutionData[]) => {
					const ends = new Set(
						given.map(({ json }) => endOf(json, made.get(mark)?.[0], circumstances)),
					);
					expect(ends.size).toBe(1);
					return [...ends][0]!;
				};
				const [mark] = marks;
				// The one task of an item may give several, as a grid its tiles.
				if (marks.length === 1 && mark !== undefined) return [endsOf(mark, outputs)];
				expect(outputs).toHaveLength(marks.length);
				return marks.map((each, n) => endsOf(each, outputs.slice(n, n + 1)));
			});
		},
	};
}
