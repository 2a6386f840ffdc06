import { sleep } from 'n8n-workflow';
import { quantile } from '../benchmark';
import { runJob } from '../inOwnProcess';
import { imagine, prompts } from '../nodes';
import { simulate } from '../simulation';
import { liveBytes } from './resident';

export interface BatchJob {
	tasks: number;
	/**
	 * Runs that are not measured. Without them the memory of the engine varies by megabytes. Only the first of them
	 * downloads pictures, which takes most of the time.
	 */
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
	/** Number of timers that are still set ten seconds after the run. The maximum of all measured runs. */
	timers: number;
}

/** Simulated time after which `fetch` has closed the connections that it does not use, and needs no timer for them. */
const idleConnectionMs = 10_000;

/** The emulator of the run is in this process too. It is stopped before memory is measured. */
async function measureRun(tasks: number, downloadImage: boolean): Promise<BatchReport> {
	const before = await liveBytes();
	let run: Awaited<ReturnType<typeof imagine>> | undefined;
	const timers = await simulate({ membership: 'premium' }, async (simulation) => {
		run = await imagine(simulation.credentials(), prompts(tasks), downloadImage);
		await sleep(idleConnectionMs);
		return simulation.timers();
	});
	const grown = ((await liveBytes()) - before) / tasks;
	const output = JSON.stringify(run?.items).length / tasks;
	run = undefined;
	return { grown, output, left: ((await liveBytes()) - before) / tasks, timers };
}

runJob<BatchJob, BatchReport>(async ({ tasks, warmUps, runs }) => {
	for (let i = 0; i < warmUps; i++) await measureRun(tasks, i === 0);
	const reports: BatchReport[] = [];
	while (reports.length < runs) reports.push(await measureRun(tasks, true));
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
