import { unfinishedTasks } from '../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import type { Membership } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { mean, quantile, round } from './benchmark';
import type { Benchmark, Figures } from './benchmark';
import { startEmulatorProcess } from './emulatorProcess';
import { imagine, prompts } from './nodes';
import { idleTimes, idealMakespan } from './schedule';
import { meanSeconds, service } from './service';
import { inScaledTime, wallNow } from './time';
import { warmUp } from './warmUp';

async function measureBatch(
	speed: number,
	membership: Membership,
	count: number,
): Promise<Figures> {
	const slots = unfinishedTasks[membership];
	const emulator = await startEmulatorProcess({ ...service, speed, membership });
	try {
		await warmUp(emulator, imagine);
		const started = wallNow();
		const { result: finished, lateness } = await inScaledTime(speed, async () => {
			await imagine(emulator.credentials(), prompts(count));
			return wallNow();
		});
		const requests = await emulator.apiRequests();
		const { peakUnfinished } = await emulator.stats();
		const tasks = await emulator.taskTimes();
		const seconds = (ms: number) => (ms * speed) / 1000;
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
			lateness,
		};
	} finally {
		await emulator.stop();
	}
}

const batch = (membership: Membership, count: number): Benchmark => ({
	name: `batch${unfinishedTasks[membership]}`,
	about: `${count} tasks with a queue of ${unfinishedTasks[membership]} slots`,
	async measure({ speed, print }) {
		const slots = unfinishedTasks[membership];
		print(`about ${Math.ceil((count * meanSeconds) / slots / speed) + 5} s`);
		return { [`batch${slots}`]: await measureBatch(speed, membership, count) };
	},
});

/** Many tasks in one run, compared with the ideal time for the account's queue. */
export const batches: readonly Benchmark[] = [
	batch('vip', 200),
	batch('regular', 30),
	batch('premium', 500),
];
