import { quantile } from '../benchmark';
import { runJob } from '../inOwnProcess';
import { imagine, prompts } from '../nodes';
import { simulate, type Simulation } from '../simulation';
import { liveBytes } from './resident';

export interface BatchJob {
	tasks: number;
	/** Runs that are not measured. Without them the memory of the engine varies by megabytes. */
	warmUps: number;
	/** Runs that are measured. */
	runs: number;
}

/** Bytes per item. Medians of all measured runs. */
export interface BatchReport {
	/** Growth of live memory after the run, while its output still exists. */
	grown: number;
	/** Growth of live memory after the output is released. */
	left: number;
	/** Size of the output as JSON. */
	output: number;
	/** Number of timers that are still running. The maximum of all measured runs. */
	timers: number;
}

/** The emulator is in this process too, so its tasks are removed before each measurement. */
async function measureRun(simulation: Simulation, tasks: number): Promise<BatchReport> {
	const before = await liveBytes();
	const timersBefore = simulation.timers();
	let run: Awaited<ReturnType<typeof imagine>> | undefined = await imagine(
		simulation.credentials(),
		prompts(tasks),
		true,
	);
	const timers = simulation.timers() - timersBefore;
	await simulation.reset();
	const grown = ((await liveBytes()) - before) / tasks;
	const output = JSON.stringify(run.items).length / tasks;
	run = undefined;
	return { grown, output, left: ((await liveBytes()) - before) / tasks, timers };
}

/** Medians of several runs. */
async function measure(
	simulation: Simulation,
	{ tasks, warmUps, runs }: BatchJob,
): Promise<BatchReport> {
	for (let i = 0; i < warmUps; i++) await measureRun(simulation, tasks);
	const reports: BatchReport[] = [];
	while (reports.length < runs) reports.push(await measureRun(simulation, tasks));
	const median = (figure: keyof BatchReport) =>
		quantile(
			reports.map((report) => report[figure]),
			0.5,
		);
	return {
		grown: median('grown'),
		left: median('left'),
		output: median('output'),
		timers: Math.max(...reports.map((report) => report.timers)),
	};
}

runJob<BatchJob, BatchReport>(
	async (job) =>
		await simulate(
			{ membership: 'premium' },
			async (simulation) => await measure(simulation, job),
		),
);
