import type { IDataObject } from 'n8n-workflow';
import { quantile } from '../benchmark';
import { imagine, prompts } from '../nodes';
import { inScaledTime } from '../time';
import { doJob } from './inOwnProcess';
import { livingBytes } from './resident';

export interface BatchJob {
	credentials: Record<string, IDataObject>;
	speed: number;
	tasks: number;
	/** Runs before the first that counts, and those that count: an engine that is not warm comes and goes by megabytes. */
	warmUps: number;
	runs: number;
}

/** Bytes per item, medians of all runs that count. */
export interface BatchReport {
	/** What lives on when the run has ended and its output is still there; and when that is gone too. */
	grown: number;
	left: number;
	/** The output as JSON. */
	output: number;
	/** Timers that still run, in the worst run. */
	timers: number;
}

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

async function measureRun({ credentials, speed, tasks }: BatchJob): Promise<BatchReport> {
	const before = await livingBytes();
	const timersBefore = timers();
	let run: Awaited<ReturnType<typeof imagine>> | undefined = (
		await inScaledTime(speed, async () => await imagine(credentials, prompts(tasks), true))
	).result;
	const timersLeft = timers() - timersBefore;
	const grown = ((await livingBytes()) - before) / tasks;
	const output = JSON.stringify(run.items).length / tasks;
	run = undefined;
	return { grown, output, left: ((await livingBytes()) - before) / tasks, timers: timersLeft };
}

doJob<BatchJob, BatchReport>(async (job) => {
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
