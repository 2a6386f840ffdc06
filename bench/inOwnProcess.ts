import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Runs a file of this folder (its path without `.ts`) in a new process with the given job. Returns its report. */
export async function inOwnProcess<Report>(file: string, job: object): Promise<Report> {
	const child = fork(join(__dirname, `${file}.ts`), [JSON.stringify(job)], {
		execArgv: [...process.execArgv, '--expose-gc'],
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	const kill = () => void child.kill();
	process.once('exit', kill);
	const exited = once(child, 'exit');
	try {
		const reported = once(child, 'message').then(([report]) => report as Report);
		return await Promise.race([
			reported,
			exited.then(([code]) => {
				throw new Error(`${file} exited with code ${code} without a report`);
			}),
		]);
	} finally {
		await exited;
		process.off('exit', kill);
	}
}

/** In such a process: runs the job, sends the report, exits. */
export function runJob<Job, Report extends object>(work: (job: Job) => Promise<Report>): void {
	const job = JSON.parse(process.argv[2] ?? '{}') as Job;
	work(job).then(
		(report) => process.send?.(report, () => process.exit(0)),
		(error: unknown) => {
			process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
			process.exit(1);
		},
	);
}
