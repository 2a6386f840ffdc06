import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Runs a file of this folder in a fresh process, with `job` as its task; resolves to what it reports. */
export async function inOwnProcess<Report>(file: string, job: object): Promise<Report> {
	const child = fork(join(__dirname, `${file}.ts`), [JSON.stringify(job)], {
		execArgv: [...process.execArgv, '--expose-gc'],
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	const kill = () => void child.kill();
	process.once('exit', kill);
	const ended = once(child, 'exit');
	try {
		const reported = once(child, 'message').then(([report]) => report as Report);
		return await Promise.race([
			reported,
			ended.then(([code]) => {
				throw new Error(`${file} ended with code ${code} and without a report`);
			}),
		]);
	} finally {
		await ended;
		process.off('exit', kill);
	}
}

/** In such a process: does the job, reports, ends. */
export function doJob<Job, Report extends object>(work: (job: Job) => Promise<Report>): void {
	const job = JSON.parse(process.argv[2] ?? '{}') as Job;
	work(job).then(
		(report) => process.send?.(report, () => process.exit(0)),
		(error: unknown) => {
			process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
			process.exit(1);
		},
	);
}
