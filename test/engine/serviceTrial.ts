import type { INodeExecutionData } from 'n8n-workflow';
import sharp from 'sharp';
import type { JournalEntry } from '../../emulator/journal';
import type { TaskInside, useEmulator } from '../support/emulator';
import type { NodeRun } from '../support/n8n';
import { until } from '../support/until';
import type { Kind, Order } from './orders';

type Emulator = ReturnType<typeof useEmulator>;

/**
 * How one ordered task ended. `right`: it has its own task, which has succeeded. `failed`, `undelivered`: an error that
 * names its task, which has failed or succeeded. `refused`: an error, and no task that costs anything. `doubt`: an
 * error that says that a task may exist.
 */
export type ServiceEnd = 'right' | 'failed' | 'undelivered' | 'refused' | 'doubt';

export interface Ended {
	mark: string;
	end: ServiceEnd;
	/** Whether one of its creations got an odd answer or a fault. */
	isHit: boolean;
}

/** What must never happen, whatever the service does. */
export type Violation =
	| 'paid twice'
	| 'lost id'
	| 'false success'
	| 'too late'
	| 'not done'
	| 'other';

class ViolationError extends Error {
	constructor(
		readonly violation: Violation,
		details: object,
	) {
		super(`${violation}: ${JSON.stringify(details)}`);
	}
}

export function violated(violation: Violation, details: object): never {
	throw new ViolationError(violation, details);
}

/** Lets errors pass only if they are of the same kind as the first one. So shrinking does not change the failure. */
export function onlyFirstKind() {
	let first: Violation | undefined;
	return async (run: () => Promise<unknown>) => {
		try {
			await run();
		} catch (error) {
			const violation = error instanceof ViolationError ? error.violation : 'other';
			first ??= violation;
			if (violation === first) throw error;
		}
	};
}

/** How an error says that a task may exist that the node does not know. */
const mayExist = /may exist|may have (been )?created|not sent again/i;

/** The end of one ordered task. `tasks`: all tasks that were created for it, oldest first. */
function endOf(json: INodeExecutionData['json'], tasks: readonly TaskInside[]): ServiceEnd {
	const text = JSON.stringify(json);
	if (json.error === undefined) {
		const isOwn = tasks.some(({ wireId }) => wireId === json.taskId);
		const own = tasks.map(({ wireId }) => wireId);
		if (!isOwn) violated('false success', { given: json.taskId, own });
		return 'right';
	}
	if (mayExist.test(text)) return 'doubt';
	const paid = tasks.find(({ status }) => status === 'SUCCESS');
	if (paid && !text.includes(paid.wireId)) violated('lost id', { lost: paid.wireId, text });
	if (paid) return 'undelivered';
	// A failed task costs nothing, and an attempt after it may have been refused.
	return tasks.some(({ wireId }) => text.includes(wireId)) ? 'failed' : 'refused';
}

/** Throws where a finished task is said to be one although it was not at that moment, or failed. */
function checkSuccess({ json }: INodeExecutionData, tasks: readonly TaskInside[], moment: number) {
	const own = tasks.find(({ wireId }) => wireId === json.taskId);
	if (json.error !== undefined || !own) return;
	const isFinished = own.status === 'SUCCESS' && Date.parse(own.finishesAt) <= moment;
	if (!isFinished) violated('false success', { own, moment: new Date(moment).toISOString() });
}

/** Throws if a picture that is output is not a whole file. */
async function checkPictures(run: NodeRun) {
	for (const item of run.items) {
		if (item.json.error !== undefined) continue;
		for (const property of Object.keys(item.binary ?? {})) {
			const bytes = await run.binary(item, property);
			await sharp(bytes)
				.raw()
				.toBuffer()
				.catch(() => violated('false success', { cut: item.json.taskId }));
		}
	}
}

/**
 * Checks a run against a service that may differ from the usual one: nothing is paid twice, no id of a paid task is
 * lost, no item has another one's task. Call it before the run; `ends` then gives the end of each ordered task.
 */
export async function beginServiceTrial(emulator: Emulator, kind: Kind, orders: readonly Order[]) {
	const earlier = await emulator.tasks();
	const before = new Set(earlier.map(({ taskId }) => taskId));
	const logged = (await emulator.log()).length;

	/** The mark of a create request. Sources in it are named by the emulator's own ids. */
	function markOf({ body }: JournalEntry): string {
		const fields = body as Record<string, unknown>;
		const source = earlier.find(({ wireId }) => wireId === String(fields.taskId));
		return kind.markIn(source ? { ...fields, taskId: source.taskId } : fields);
	}

	/** All tasks that the run has created, by mark. */
	async function createdTasks(sent: readonly JournalEntry[]) {
		await until('all tasks have ended', async () => (await emulator.stats()).unfinished === 0);
		const created = new Map<string, TaskInside[]>();
		for (const task of (await emulator.tasks()).reverse()) {
			if (before.has(task.taskId)) continue;
			const request = sent.find(({ taskId }) => taskId === task.taskId);
			const mark = request ? markOf(request) : 'not in the log';
			created.set(mark, [...(created.get(mark) ?? []), task]);
		}
		return created;
	}

	return {
		/** `isRetried`: failed tasks may have been created again. `isAwaited`: results are of finished tasks. */
		async ends(
			run: NodeRun,
			{ isAwaited, isRetried }: { isAwaited: boolean; isRetried: boolean },
		): Promise<Ended[]> {
			const endedAt = Date.now();
			if (run.error) violated('other', run.error);
			await checkPictures(run);
			const sent = (await emulator.log()).slice(logged).filter(({ route }) => route === kind.route);
			const created = await createdTasks(sent);
			const marks = orders.flatMap((order) => order.marks);
			for (const [mark, tasks] of created) {
				if (!marks.includes(mark)) violated('other', { notOrdered: mark });
				const counted = isRetried ? tasks.filter(({ status }) => status === 'SUCCESS') : tasks;
				const ids = counted.map(({ wireId }) => wireId);
				if (ids.length > 1) violated('paid twice', { ids, mark: mark.slice(0, 80) });
			}
			const hits = new Set(sent.filter(({ fault }) => fault !== undefined).map(markOf));
			return orders.flatMap((order, i) => {
				const outputs = run.items.filter(
					({ pairedItem }) => (pairedItem as { item: number }).item === i,
				);
				// An item of several tasks that was refused as a whole is one error.
				const isRefused = outputs.length === 1 && outputs[0]?.json.error !== undefined;
				if (outputs.length !== order.marks.length && !isRefused) violated('other', { i, outputs });
				return order.marks.map((mark, n) => {
					const tasks = created.get(mark) ?? [];
					const output = isRefused ? outputs[0]! : outputs[n]!;
					const end = endOf(output.json, tasks);
					if (isAwaited) checkSuccess(output, tasks, endedAt);
					return { mark, end, isHit: hits.has(mark) };
				});
			});
		},
	};
}
