import { quantile, rounded } from './benchmark';
import type { Benchmark } from './benchmark';
import { createTasks } from './createTasks';
import { startEmulatorProcess } from './emulatorProcess';
import type { EmulatorProcess } from './emulatorProcess';
import { imagine, prompts, sleepyImagine } from './nodes';
import { service } from './service';
import { startSleeper } from './sleeper';
import { inScaledTime, wallNow } from './time';
import { warmUp } from './warmUp';

const tasks = 20;
/** Each with other durations. */
const repetitions = 3;
/** Tasks that a busy account has just made and finished: three full pages of its list. */
const earlierTasks = 60;

/** Runs all prompts in one execution. Moments are milliseconds since 1970 by the wall clock. */
type Way = (emulator: EmulatorProcess) => Promise<{
	/** When n8n had its worker back. */
	freeAt: number;
	finishedAt: number;
	others?: Record<string, number>;
}>;

const poll: Way = async (emulator) => {
	await imagine(emulator.credentials(), prompts(tasks));
	const finishedAt = wallNow();
	return { freeAt: finishedAt, finishedAt };
};

const suspend: Way = async (emulator) => {
	const sleeper = await startSleeper();
	try {
		let awake: Promise<number> | undefined;
		const slept = await sleeper.run(sleepyImagine(emulator.credentials(), prompts(tasks)), () => {
			awake = emulator.apiRequests();
		});
		const results = slept.items.filter(({ json }) => json.status === 'SUCCESS').length;
		if (results !== tasks) throw new Error(`${results} results of ${tasks} tasks`);
		const { asleepAt, finishedAt, callbacks, early } = slept;
		const checks = (await emulator.apiRequests()) - ((await awake) ?? NaN);
		return { freeAt: asleepAt, finishedAt, others: { checks, callbacks, early } };
	} finally {
		await sleeper.stop();
	}
};

/** Fills the first pages of the account's list with tasks that are done. */
async function makeBusy(emulator: EmulatorProcess): Promise<void> {
	const { durationSeconds, latencyMs } = service;
	await emulator.control('PUT', 'settings', { durationSeconds: { min: 0, max: 0 }, latencyMs: 0 });
	await createTasks(emulator, earlierTasks);
	await emulator.control('PUT', 'settings', { durationSeconds, latencyMs });
}

interface Setup {
	speed: number;
	seed: number;
	isBusy?: boolean;
}

/** One execution against an emulator of its own. Times are emulated seconds. */
async function measureOnce(way: Way, { isBusy = false, ...settings }: Setup) {
	const emulator = await startEmulatorProcess({ ...service, ...settings, membership: 'vip' });
	try {
		await warmUp(emulator, imagine);
		if (isBusy) await makeBusy(emulator);
		const before = await emulator.apiRequests();
		const { result, lateness } = await inScaledTime(
			settings.speed,
			async () => await way(emulator),
		);
		const requests = (await emulator.apiRequests()) - before;
		const own = (await emulator.moments()).slice(-tasks);
		const after = (moments: readonly number[], end: number) =>
			rounded(((end - Math.max(...moments)) * settings.speed) / 1000);
		const submitted = own.map(({ submittedAt }) => submittedAt);
		const finished = own.map(({ finishedAt }) => finishedAt);
		return {
			requestsPerTask: rounded(requests / tasks),
			workerSeconds: after(submitted, result.freeAt),
			delayP50: after(finished, result.finishedAt),
			...result.others,
			lateness,
		};
	} finally {
		await emulator.stop();
	}
}

/** Medians of executions with different durations. */
async function measure(way: Way, speed: number): Promise<Record<string, number>> {
	const runs: Array<Record<string, number>> = [];
	while (runs.length < repetitions) {
		runs.push(await measureOnce(way, { speed, seed: runs.length + 1 }));
	}
	const median = (name: string) =>
		quantile(
			runs.map((run) => run[name] ?? NaN),
			0.5,
		);
	return Object.fromEntries(Object.keys(runs[0] ?? {}).map((name) => [name, median(name)]));
}

/** Executions that sleep, against the same prompts in executions that ask. */
export const suspension: Benchmark = {
	name: 'suspend',
	about: `${tasks} tasks in one execution that sleeps until their callbacks`,
	async measure({ speed, say }) {
		const once = service.durationSeconds.max / speed + 3;
		say(`about ${Math.ceil((2 * repetitions + 1) * once)} s`);
		const figures = await measure(suspend, speed);
		const busy = await measureOnce(suspend, { speed, seed: 1, isBusy: true });
		const reference = await measure(poll, speed);
		const busyRequestsPerTask = busy.requestsPerTask;
		return { suspend: { ...figures, busyRequestsPerTask, reference } };
	},
};
