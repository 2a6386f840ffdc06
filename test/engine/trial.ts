import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { TaskInside, useEmulator } from '../support/emulator';
import type { NodeRun } from '../support/n8n';
import { until } from '../support/until';
import type { Kind, Order } from './orders';
import { wires, type Wire } from '../support/wires';

type Emulator = ReturnType<typeof useEmulator>;

/**
 * How one ordered task ended, compared with the emulator's state:
 * `right`: it has its own task, finished and returned. `failed`: its task failed, and the error names it.
 * `undelivered`: its task succeeded, but the result is an error that names it. `refused`: an error, and no task.
 * `doubt`: a task exists that the node does not know, and the error says that it may exist.
 */
export type End = 'right' | 'failed' | 'undelivered' | 'refused' | 'doubt';

function endOf(
	json: IDataObject,
	task: TaskInside | undefined,
	{ priceOf }: Wire,
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
	// The task of an earlier attempt has failed and is dropped; its successor was rejected.
	const isDropped = isRetried && task?.status !== 'SUCCESS' && json.taskId === undefined;
	if (task === undefined || isDropped) {
		expect(json.taskId).toBeUndefined();
		return 'refused';
	}
	if (json.taskId === undefined) {
		expect(json.description).toContain('was not sent again');
		return 'doubt';
	}
	expect(json.taskId).toBe(String(task.taskId));
	expect(json.error).toContain(String(task.taskId));
	return task.status === 'SUCCESS' ? 'undelivered' : 'failed';
}

export interface Circumstances {
	/** Identifies tasks of other clients. */
	isForeign?: (task: TaskInside) => boolean;
	/** Failed tasks may have been created again. */
	isRetried?: boolean;
	/** False if the IDs are returned without waiting. */
	isAwaited?: boolean;
}

/**
 * Checks the invariants of a run of items of one kind, under any faults: no task is created twice, every task was
 * ordered, the charged tokens match the prices, every item is right or a correct error. Call it before the run. `ends`
 * then returns the end of each ordered task, by item.
 */
export async function beginTrial(
	emulator: Emulator,
	kind: Kind,
	orders: readonly Order[],
	wire: Wire = wires[0]!,
) {
	const before = new Set((await emulator.tasks()).map(({ taskId }) => taskId));

	/** New tasks by the mark in their create request. */
	async function tasksByMark(isForeign: (task: TaskInside) => boolean) {
		const marks = new Map(
			(await emulator.log(kind.route)).map(({ taskId, body }) => [
				taskId,
				kind.markIn(body as Record<string, unknown>),
			]),
		);
		const createdByMark = new Map<string, TaskInside[]>();
		for (const task of await emulator.tasks()) {
			if (before.has(task.taskId) || isForeign(task)) continue;
			const mark = marks.get(task.taskId) ?? 'a task that is not in the log';
			createdByMark.set(mark, [...(createdByMark.get(mark) ?? []), task]);
		}
		return createdByMark;
	}

	return {
		async ends(
			run: Pick<NodeRun, 'items'> & Partial<Pick<NodeRun, 'error'>>,
			circumstances: Circumstances = {},
		): Promise<End[]> {
			const { isForeign = () => false, isRetried } = circumstances;
			await until('all tasks have ended', async () => (await emulator.stats()).unfinished === 0);
			const createdByMark = await tasksByMark(isForeign);
			const orderedMarks = orders.flatMap(({ marks }) => marks);
			expect([...createdByMark.keys()].filter((mark) => !orderedMarks.includes(mark))).toEqual([]);
			for (const tasks of createdByMark.values()) {
				expect(tasks.filter(({ status }) => status === 'SUCCESS').length).toBeLessThanOrEqual(1);
				if (!isRetried) expect(tasks).toHaveLength(1);
			}

			const succeeded = (await emulator.tasks()).filter(({ status }) => status === 'SUCCESS');
			const tokens = succeeded.map((task) => wire.priceOf(task));
			if (tokens.every((price) => price !== null)) {
				const expectedTokens = tokens.reduce((sum, price) => sum + price, 0);
				expect((await emulator.stats()).tokensCharged).toBe(expectedTokens);
			}

			expect(run.error?.message).toBeUndefined();
			return orders.flatMap(({ marks }, i) => {
				const outputs = run.items.filter(({ pairedItem }) => {
					const { item } = pairedItem as { item: number };
					return item === i;
				});
				const endsOf = (mark: string, output: INodeExecutionData[]) => {
					const ends = new Set(
						output.map(({ json }) =>
							endOf(json, createdByMark.get(mark)?.[0], wire, circumstances),
						),
					);
					expect(ends.size).toBe(1);
					return [...ends][0]!;
				};
				const [mark] = marks;
				// The one task of an item may have several output items: the tiles of a grid.
				if (marks.length === 1 && mark !== undefined) return [endsOf(mark, outputs)];
				expect(outputs).toHaveLength(marks.length);
				return marks.map((each, n) => endsOf(each, outputs.slice(n, n + 1)));
			});
		},
	};
}
