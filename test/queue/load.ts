import { setTimeout as delay } from 'node:timers/promises';

import type { Delivery } from '../../emulator/callbacks';
import { mapConcurrently } from '../../nodes/Midjourney/async/mapConcurrently';
import { workerConcurrency } from '../../sandbox/queue/environment';
import type { QueueMode } from '../../sandbox/queue/queueMode';
import { usageOf, type Usage } from '../../sandbox/queue/usage';
import { useLive } from '../sandbox/live';
import type { TaskInside } from '../support/emulator';
import { useOwnTasks } from './ownTasks';
import { useQueueRuns, type Published } from './queueRuns';
import { useQueueMode } from './useQueueMode';
import { imagine, itemsNamed, webhookStarted } from './webhookStarted';

/** How many executions are started at the same moment. */
const startsAtOnce = 10;
const patienceMs = 900_000;
/** A sender of callbacks may not wait longer for its answer. */
const sustainedMs = 1_000;
const slots = 2 * workerConcurrency;

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** The value below which a share of the numbers is. */
function percentile(numbers: readonly number[], share: number): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN);
}

/** What callbacks have cost. Times in milliseconds. */
export interface CallbackFigures {
	callbacks: number;
	/** How long the sender waited for its answer. */
	answerP50: number;
	answerP95: number;
	/** From the last callback of an execution to its end. */
	endP50: number;
	endP95: number;
	/** Processor time of all webhook processors. */
	processorMsPerCallback: number;
	/** Callbacks that were answered by something else than 200, and so were repeated. */
	refused: number;
}

/** Suspended executions of a workflow, and their tasks by execution. */
interface Suspended {
	published: Published;
	tasksOf: ReadonlyMap<string, readonly TaskInside[]>;
}

/** n8n in queue mode under load, with one of its expression engines. Call it once, at the top of the file. */
export function useLoad(engine: 'legacy' | 'vm') {
	const queue = useQueueMode({ N8N_EXPRESSION_ENGINE: engine });
	const live = useLive(queue);
	const runs = useQueueRuns(queue, live);
	const own = useOwnTasks(live);

	// An overloaded processor refuses callbacks, which the sender repeats.
	beforeAll(
		async () => await live.control('PUT', 'settings', { queueLimit: 10_000, callbackRetries: 6 }),
	);

	const usages = (): Record<string, Usage> => {
		const { main, workers, webhooks }: QueueMode = queue();
		const all = [main, ...workers, ...webhooks];
		return Object.fromEntries(all.map((each) => [each.name, usageOf(each.pid())]));
	};

	const requestsOf = async () => {
		const { requests, tasksCreated } = await live.stats();
		const { imagine: creations = 0, getMany = 0, get = 0 } = requests;
		return { creations, lists: getMany, reads: get, tasks: tasksCreated };
	};

	/** Counts requests and growth of memory of some work. */
	async function measured<T>(work: () => Promise<T>) {
		const [requests, memory, begun] = [await requestsOf(), usages(), performance.now()];
		const result = await work();
		const after = await requestsOf();
		const seconds = (performance.now() - begun) / 1_000;
		const sent = after.creations + after.lists + after.reads;
		const before = requests.creations + requests.lists + requests.reads;
		return {
			result,
			seconds: Number(seconds.toFixed(1)),
			listRequests: after.lists - requests.lists,
			requestsPerTask: Number(((sent - before) / (after.tasks - requests.tasks)).toFixed(3)),
			memoryGrowthMB: Object.fromEntries(
				Object.entries(usages()).map(([name, { memoryMB }]) => [
					name,
					memoryMB - (memory[name]?.memoryMB ?? 0),
				]),
			),
		};
	}

	/** Starts executions and waits until all are suspended. */
	async function suspend(name: string, executions: number, tasksEach: number): Promise<Suspended> {
		const workflow = webhookStarted(name, imagine({ waitForCompletion: 'suspend' }));
		const published = await runs.publish(workflow, { membership: 'premium' });
		await mapConcurrently([...Array(executions).keys()], startsAtOnce, async (i) => {
			await runs.start(published, itemsNamed(`${name} ${i}`, tasksEach));
		});
		await runs.untilAll(published, 'waiting', executions, patienceMs);
		const tasks = await own.tasksOf(name);
		const tasksOf = new Map<string, TaskInside[]>();
		for (const task of tasks) {
			const id = new URL(task.webhook ?? '').pathname.split('/').at(-1) ?? '';
			tasksOf.set(id, [...(tasksOf.get(id) ?? []), task]);
		}
		return { published, tasksOf };
	}

	/** Ends the tasks of some executions at a steady rate, and waits for the end of these executions. */
	async function callBack(
		{ published, tasksOf }: Suspended,
		executionIds: readonly string[],
		perSecond: number,
	): Promise<CallbackFigures> {
		// The first task of each execution ends before the second of any.
		const numbers = [...Array(tasksOf.get(executionIds[0] ?? '')?.length ?? 0).keys()];
		const tasks = numbers.flatMap((n) => executionIds.flatMap((id) => tasksOf.get(id)?.[n] ?? []));
		const cpuMs = () =>
			sum(
				Object.entries(usages()).map(([name, usage]) =>
					name.startsWith('webhook') ? usage.cpuMs : 0,
				),
			);
		const [cpuBefore, begun] = [cpuMs(), performance.now()];
		const finished = tasks.map(async (task, i) => {
			await delay(Math.max(0, begun + (i * 1_000) / perSecond - performance.now()));
			await live.finish(task);
		});
		await Promise.all(finished);
		const awaited = new Set(executionIds);
		const rows = await runs.until(
			published,
			`the end of ${executionIds.length} executions`,
			(all) => all.every(({ id, status }) => !awaited.has(id) || status === 'success'),
			patienceMs,
		);
		const cpu = cpuMs() - cpuBefore;

		const ids = new Set(tasks.map(({ taskId }) => taskId));
		const { entries } = await live.control<{ entries: Delivery[] }>('GET', 'callbacks');
		const deliveries = entries.filter(({ taskId }) => ids.has(taskId));
		const firsts = deliveries.filter(({ attempt }) => attempt === 1);
		const sentAt = new Map(firsts.map(({ taskId, time }) => [taskId, Date.parse(time)]));
		const ends = rows.flatMap(({ id, endedAt }) => {
			if (!awaited.has(id) || endedAt === null) return [];
			const sent = (tasksOf.get(id) ?? []).map(({ taskId }) => sentAt.get(taskId) ?? 0);
			return [endedAt - Math.max(...sent)];
		});
		const answers = deliveries.map(({ ms }) => ms);
		return {
			callbacks: deliveries.length,
			refused: deliveries.filter(({ answered }) => answered !== 200).length,
			answerP50: percentile(answers, 0.5),
			answerP95: percentile(answers, 0.95),
			endP50: percentile(ends, 0.5),
			endP95: percentile(ends, 0.95),
			processorMsPerCallback: Number((cpu / deliveries.length).toFixed(1)),
		};
	}

	return {
		/** Executions of one task: all suspended at once, then called back at ten per second, then faster and faster. */
		async suspendedOneEach(executions: number, ratesPerSecond: readonly number[]) {
			const suspension = await measured(async () => await suspend('one', executions, 1));
			const ids = [...suspension.result.tasksOf.keys()];
			expect(ids).toHaveLength(executions);
			const share = Math.floor(executions / (ratesPerSecond.length + 1));
			const steady = await callBack(suspension.result, ids.slice(0, share), 10);
			const rates = [{ perSecond: 10, answerP95: steady.answerP95 }];
			let from = share;
			for (const rate of ratesPerSecond) {
				const part = ids.slice(from, from + share);
				const { answerP95 } = await callBack(suspension.result, part, rate);
				rates.push({ perSecond: rate, answerP95 });
				from += share;
			}
			await callBack(suspension.result, ids.slice(from), 10);
			const { seconds, listRequests, requestsPerTask, memoryGrowthMB } = suspension;
			return {
				seconds,
				requestsPerTask,
				memoryGrowthMB,
				inFlightPerSlot: executions / slots,
				listRequestsPerExecution: listRequests / executions,
				atTenPerSecond: steady,
				sustainedPerSecond: Math.max(
					0,
					...rates.flatMap((each) => (each.answerP95 <= sustainedMs ? [each.perSecond] : [])),
				),
				rates,
			};
		},
		/** Executions of several tasks each. */
		async suspendedManyEach(executions: number, tasksEach: number, perSecond: number) {
			const { result, ...figures } = await measured(async () => {
				const suspended = await suspend('many', executions, tasksEach);
				expect([...suspended.tasksOf.values()].map((tasks) => tasks.length)).toEqual(
					Array(executions).fill(tasksEach),
				);
				return await callBack(suspended, [...suspended.tasksOf.keys()], perSecond);
			});
			return { ...figures, callbacks: result };
		},
		/** Executions that poll, on both workers, with one limit of the account for all. */
		async polling(executions: number, itemsEach: number, accountLimit: number) {
			await live.control('PUT', 'settings', {
				queueLimit: accountLimit,
				speed: 20,
				durationSeconds: null,
			});
			const { result, ...figures } = await measured(async () => {
				const published = await runs.publish(webhookStarted('poll', imagine()), {
					membership: 'vip',
				});
				for (let i = 0; i < executions; i++) {
					await runs.start(published, itemsNamed(`poll ${i}`, itemsEach));
				}
				await runs.untilAll(published, 'success', executions, patienceMs);
				return await own.tasksOf('poll');
			});
			expect(result).toHaveLength(executions * itemsEach);
			expect(new Set(result.map(({ prompt }) => prompt)).size).toBe(executions * itemsEach);
			return figures;
		},
	};
}
