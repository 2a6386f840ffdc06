import { quantile, round } from '../benchmark';
import type { Benchmark, Figures } from '../benchmark';
import { inOwnProcess } from '../inOwnProcess';
import type { CpuJob, CpuReport } from './batch';

const tasks = 500;
const warmUpTasks = 50;
/** Processes for each node. A run of the simple node is long enough to be exact. */
const processes = { midjourney: 3, simple: 1 };

/** Medians, if there are several processes. */
async function measure(node: CpuJob['node']): Promise<Figures> {
	const reports: CpuReport[] = [];
	while (reports.length < processes[node]) {
		const job: CpuJob = { node, tasks, warmUpTasks };
		reports.push(await inOwnProcess<CpuReport>('cpu/batch', job));
	}
	const median = (figure: keyof CpuReport) =>
		quantile(
			reports.map((report) => report[figure]),
			0.5,
		);
	const milliseconds = median('milliseconds');
	const requests = median('requests');
	return { msPerTask: round(milliseconds / tasks), msPerRequest: round(milliseconds / requests) };
}

/** The processor time that is measured includes the emulator's and that of the simulated clock. */
export const cpu: Benchmark = {
	name: 'cpu',
	about: `processor time of ${tasks} tasks in one run, compared with the simple node`,
	async measure() {
		const figures = await measure('midjourney');
		const reference = await measure('simple');
		return { cpu: { ...figures, reference } };
	},
};
