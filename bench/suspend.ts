import { quantile, round } from './benchmark';
import type { Benchmark } from './benchmark';
import { createTasks } from './createTasks';
import { imagine, prompts, imagineWithSuspend } from './nodes';
import { service } from './service';
import { simulate, type Simulation } from './simulation';
import { startSuspensionServer } from './suspendedExecutions';

const tasks = 20;
/** Each repetition has different task durations. */
const repetitions = 3;
/** Finished tasks of a busy account, just before the run: three full pages of its list. */
const earlierTasks = 60;

/** Runs all prompts in one execution. Times are simulated milliseconds since 1970. */
type WaitMode = (simulation: Simulation) => Promise<{
	/** When n8n's worker was free again. */
	workerFreeAt: number;
	finishedAt: number;
	/** Further figures. */
	figures?: Record<string, number>;
}>;

const poll: WaitMode = async (simulation) => {
	await imagine(simulation.credentials(), prompts(tasks));
	const finishedAt = Date.now();
	return { workerFreeAt: finishedAt, finishedAt };
};

const suspend: WaitMode = async (simulation) => {
	const server = await startSuspensionServer();
	try {
		let requestsUntilSuspended: Promise<number> | undefined;
		const run = await server.run(
			imagineWithSuspend(simulation.credentials(), prompts(tasks)),
			() => {
				requestsUntilSuspended = simulation.apiRequests();
			},
		);
		const results = run.items.filter(({ json }) => json.status === 'SUCCESS').length;
		if (results !== tasks) throw new Error(`${results} results of ${tasks} tasks`);
		const { suspendedAt, finishedAt, callbacks, early } = run;
		const checks = (await simulation.apiRequests()) - ((await requestsUntilSuspended) ?? NaN);
		return { workerFreeAt: suspendedAt, finishedAt, figures: { checks, callbacks, early } };
	} finally {
		await server.stop();
	}
};

/** Fills the first pages of the account's task list with finished tasks. */
async function makeBusy(simulation: Simulation): Promise<void> {
	const { durationSeconds, latencyMs } = service;
	await simulation.settings({ durationSeconds: { min: 0, max: 0 }, latencyMs: 0 });
	await createTasks(simulation.credentials(), earlierTasks);
	await simulation.settings({ durationSeconds, latencyMs });
}

/** Measures one execution with its own emulator. */
const measureOnce = async (waitMode: WaitMode, seed: number, isBusy = false) =>
	await simulate({ seed, membership: 'vip' }, async (simulation) => {
		if (isBusy) await makeBusy(simulation);
		const before = await simulation.apiRequests();
		const { workerFreeAt, finishedAt, figures } = await waitMode(simulation);
		const requests = (await simulation.apiRequests()) - before;
		const own = (await simulation.taskTimes()).slice(-tasks);
		const after = (times: readonly number[], end: number) =>
			round((end - Math.max(...times)) / 1000);
		const submitted = own.map((task) => task.submittedAt);
		const finished = own.map((task) => task.finishedAt);
		return {
			requestsPerTask: round(requests / tasks),
			workerSeconds: after(submitted, workerFreeAt),
			delayP50: after(finished, finishedAt),
			...figures,
		};
	});

/** Medians of several executions with different task durations. */
async function measure(waitMode: WaitMode): Promise<Record<string, number>> {
	const runs: Array<Record<string, number>> = [];
	while (runs.length < repetitions) runs.push(await measureOnce(waitMode, runs.length + 1));
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
	async measure() {
		const figures = await measure(suspend);
		const busy = await measureOnce(suspend, 1, true);
		const reference = await measure(poll);
		const busyRequestsPerTask = busy.requestsPerTask;
		return { suspend: { ...figures, busyRequestsPerTask, reference } };
	},
};
