import { quantile, round } from './benchmark';
import type { Benchmark } from './benchmark';
import { createTasks } from './createTasks';
import { startEmulatorProcess } from './emulatorProcess';
import type { EmulatorProcess } from './emulatorProcess';
import { imagine, prompts, imagineWithSuspend } from './nodes';
import { service } from './service';
import { startSuspensionServer } from './suspendedExecutions';
import { inScaledTime, wallNow } from './time';
import { warmUp } from './warmUp';

const tasks = 20;
/** Each repetition has different task durations. */
const repetitions = 3;
/** Finished tasks of a busy account, just before the run: three full pages of its list. */
const earlierTasks = 60;

/** Runs all prompts in one execution. Times are milliseconds since 1970 by the wall clock. */
type WaitMode = (emulator: EmulatorProcess) => Promise<{
	/** When n8n's worker was free again. */
	workerFreeAt: number;
	finishedAt: number;
	/** Further figures. */
	figures?: Record<string, number>;
}>;

const poll: WaitMode = async (emulator) => {
	await imagine(emulator.credentials(), prompts(tasks));
	const finishedAt = wallNow();
	return { workerFreeAt: finishedAt, finishedAt };
};

const suspend: WaitMode = async (emulator) => {
	const server = await startSuspensionServer();
	try {
		let requestsUntilSuspended: Promise<number> | undefined;
		const run = await server.run(imagineWithSuspend(emulator.credentials(), prompts(tasks)), () => {
			requestsUntilSuspended = emulator.apiRequests();
		});
		const results = run.items.filter(({ json }) => json.status === 'SUCCESS').length;
		if (results !== tasks) throw new Error(`${results} results of ${tasks} tasks`);
		const { suspendedAt, finishedAt, callbacks, early } = run;
		const checks = (await emulator.apiRequests()) - ((await requestsUntilSuspended) ?? NaN);
		return { workerFreeAt: suspendedAt, finishedAt, figures: { checks, callbacks, early } };
	} finally {
		await server.stop();
	}
};

/** Fills the first pages of the account's task list with finished tasks. */
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

/** Measures one execution with its own emulator. Times are in emulated seconds. */
async function measureOnce(waitMode: WaitMode, { isBusy = false, ...settings }: Setup) {
	const emulator = await startEmulatorProcess({ ...service, ...settings, membership: 'vip' });
	try {
		await warmUp(emulator, imagine);
		if (isBusy) await makeBusy(emulator);
		const before = await emulator.apiRequests();
		const { result, lateness } = await inScaledTime(
			settings.speed,
			async () => await waitMode(emulator),
		);
		const requests = (await emulator.apiRequests()) - before;
		const own = (await emulator.taskTimes()).slice(-tasks);
		const after = (times: readonly number[], end: number) =>
			round(((end - Math.max(...times)) * settings.speed) / 1000);
		const submitted = own.map(({ submittedAt }) => submittedAt);
		const finished = own.map(({ finishedAt }) => finishedAt);
		return {
			requestsPerTask: round(requests / tasks),
			workerSeconds: after(submitted, result.workerFreeAt),
			delayP50: after(finished, result.finishedAt),
			...result.figures,
			lateness,
		};
	} finally {
		await emulator.stop();
	}
}

/** Medians of several executions with different task durations. */
async function measure(waitMode: WaitMode, speed: number): Promise<Record<string, number>> {
	const runs: Array<Record<string, number>> = [];
	while (runs.length < repetitions) {
		runs.push(await measureOnce(waitMode, { speed, seed: runs.length + 1 }));
	}
	const median = (name: string) =>
		quantile(
			runs.map((run) => run[name] ?? NaN),
			0.5,
		);
	return Object.fromEntries(Object.keys(runs[0] ?? {}).map((name) => [name, median(name)]));
}

/** Executions that wait suspended, compared with executions that poll, with the same prompts. */
export const suspension: Benchmark = {
	name: 'suspend',
	about: `${tasks} tasks in one execution that is suspended until their callbacks`,
	async measure({ speed, print }) {
		const secondsEach = service.durationSeconds.max / speed + 3;
		print(`about ${Math.ceil((2 * repetitions + 1) * secondsEach)} s`);
		const figures = await measure(suspend, speed);
		const busy = await measureOnce(suspend, { speed, seed: 1, isBusy: true });
		const reference = await measure(poll, speed);
		const busyRequestsPerTask = busy.requestsPerTask;
		return { suspend: { ...figures, busyRequestsPerTask, reference } };
	},
};
