import type { IDataObject } from 'n8n-workflow';
import type { ProxyVariant } from '../emulator/proxy/variant';
import { unfinishedTasks } from '../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import type { Membership } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { mean, quantile, round } from './benchmark';
import type { Benchmark, Figures } from './benchmark';
import { imagine, prompts } from './nodes';
import { idleTimes, idealMakespan } from './schedule';
import { simulate, type Simulation } from './simulation';

const seconds = (ms: number) => ms / 1000;

async function measureBatch(
	simulation: Simulation,
	credentials: Record<string, IDataObject>,
	slots: number,
	count: number,
): Promise<Figures> {
	const started = Date.now();
	await imagine(credentials, prompts(count));
	const finished = Date.now();
	const requests = await simulation.apiRequests();
	const { peakUnfinished } = await simulation.stats();
	const tasks = await simulation.taskTimes();
	const durations = tasks.map(({ submittedAt, finishedAt }) => finishedAt - submittedAt);
	const makespan = seconds(finished - started);
	const ideal = seconds(idealMakespan(durations, slots));
	const idle = idleTimes(tasks, slots).map(seconds);
	return {
		makespanRatio: round(makespan / ideal),
		requestsPerTask: round(requests / count),
		peakUnfinished,
		makespanSeconds: round(makespan),
		idealSeconds: round(ideal),
		beginSeconds: round(seconds((tasks[0]?.submittedAt ?? NaN) - started)),
		endSeconds: round(seconds(finished - Math.max(...tasks.map((task) => task.finishedAt)))),
		placeEmptyMean: round(mean(idle)),
		placeEmptyP95: round(quantile(idle, 0.95)),
	};
}

const batch = (membership: Membership, count: number): Benchmark => {
	const slots = unfinishedTasks[membership];
	const name = `batch${slots}`;
	return {
		name,
		about: `${count} tasks with a queue of ${slots} slots`,
		measure: async () => ({
			[name]: await simulate(
				{ membership },
				async (simulation) =>
					await measureBatch(simulation, simulation.credentials(), slots, count),
			),
		}),
	};
};

/** The same over the second wire. */
const proxyBatch = (name: string, proxyVariant: ProxyVariant): Benchmark => ({
	name,
	about: `200 tasks at a server of the kind ${proxyVariant} that takes 20 at once`,
	measure: async () => {
		const settings = { membership: 'regular', proxyVariant, proxyTasksAtOnce: 20 } as const;
		const batch20 = await simulate(
			settings,
			async (simulation) =>
				await measureBatch(simulation, simulation.proxyCredentials(20), 20, 200),
		);
		return { [name]: { batch20 } };
	},
});

/** Many tasks in one run, compared with the ideal time for the account's queue. */
export const batches: readonly Benchmark[] = [
	batch('vip', 200),
	batch('regular', 30),
	batch('premium', 500),
	proxyBatch('proxy', 'plus'),
	proxyBatch('gateway', 'new-api'),
];
