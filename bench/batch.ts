import { unfinishedTasks } from '../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import type { Membership } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { mean, quantile, rounded } from './benchmark';
import type { Benchmark, Figures } from './benchmark';
import { startEmulatorProcess } from './emulatorProcess';
import { imagine, prompts } from './nodes';
import { emptyTimes, idealMakespan } from './schedule';
import { meanSeconds, service } from './service';
import { inScaledTime, wallNow } from './time';
import { warmUp } from './warmUp';

async function measureBatch(
	speed: number,
	membership: Membership,
	count: number,
): Promise<Figures> {
	const places = unfinishedTasks[membership];
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
		const tasks = await emulator.moments();
		const seconds = (ms: number) => (ms * speed) / 1000;
		const durations = tasks.map(({ submittedAt, finishedAt }) => finishedAt - submittedAt);
		const makespan = seconds(finished - started);
		const ideal = seconds(idealMakespan(durations, places));
		const empty = emptyTimes(tasks, places).map(seconds);
		return {
			makespanRatio: rounded(makespan / ideal),
			requestsPerTask: rounded(requests / count),
			peakUnfinished,
			makespanSeconds: rounded(makespan),
			idealSeconds: rounded(ideal),
			beginSeconds: rounded(seconds((tasks[0]?.submittedAt ?? NaN) - started)),
			endSeconds: rounded(seconds(finished - Math.max(...tasks.map((task) => task.finishedAt)))),
			placeEmptyMean: rounded(mean(empty)),
			placeEmptyP95: rounded(quantile(empty, 0.95)),
			lateness,
		};
	} finally {
		await emulator.stop();
	}
}

const batch = (membership: Membership, count: number): Benchmark => ({
	name: `batch${unfinishedTasks[membership]}`,
	about: `${count} tasks in ${unfinishedTasks[membership]} places`,
	async measure({ speed, say }) {
		const places = unfinishedTasks[membership];
		say(`about ${Math.ceil((count * meanSeconds) / places / speed) + 5} s`);
		return { [`batch${places}`]: await measureBatch(speed, membership, count) };
	},
});

/** Many tasks in one run, against the time that the account's places need at the least. */
export const batches: readonly Benchmark[] = [
	batch('vip', 200),
	batch('regular', 30),
	batch('premium', 500),
];
