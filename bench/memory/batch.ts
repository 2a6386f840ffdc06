import type { IDataObject } from 'n8n-workflow';
import { quantile } from '../benchmark';
import { imagine, prompts } from '../nodes';
import { inScaledTime } from '../time';
import { runJob } from './inOwnProcess';
import { liveBytes } from './resident';

export interface BatchJob {
	credentials: Record<string, IDataObject>;
	speed: number;
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

const countTimers = () =>
	process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

async function measureRun({ credentials, speed, tasks }: BatchJob): Promise<BatchReport> {
	const before = await liveBytes();
	const timersBefore = countTimers();
	let run: Awaited<ReturnType<typeof imagine>> | undefined = (
		await inScaledTime(speed, async () => await imagine(credentials, prompts(tasks), true))
	).result;
	const timersLeft = countTimers() - timersBefore;
	const grown = ((await liveBytes()) - before) / tasks;
	const output = JSON.stringify(run.items).length / tasks;
	run = undefined;
	return { grown, output, left: ((await liveBytes()) - before) / tasks, timers: timersLeft };
}

runJob<BatchJob, BatchReport>(async (job) => {
	for (let i = 0; i < job.warmUps; i++) await measureRun(job);
	const reports: BatchReport[] = [];
	while (reports.length < job.runs) reports.push(await measureRun(job));
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
});
