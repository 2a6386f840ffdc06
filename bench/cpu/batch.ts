import { runJob } from '../inOwnProcess';
import { imagine, imagineWithSimpleNode, prompts } from '../nodes';
import { simulate } from '../simulation';

export interface CpuJob {
	/** The node under test or the simple node. */
	node: 'midjourney' | 'simple';
	tasks: number;
	/** Tasks of a run before, to load and warm up all code. */
	warmUpTasks: number;
}

export interface CpuReport {
	/** Processor time of this process during the run, user and system, of all threads. */
	milliseconds: number;
	/** Number of requests to the API. */
	requests: number;
}

const nodes = { midjourney: imagine, simple: imagineWithSimpleNode };

const measure = async (node: CpuJob['node'], tasks: number): Promise<CpuReport> =>
	await simulate({ membership: 'premium' }, async (simulation) => {
		const before = process.cpuUsage();
		await nodes[node](simulation.credentials(), prompts(tasks));
		const { user, system } = process.cpuUsage(before);
		return { milliseconds: (user + system) / 1000, requests: await simulation.apiRequests() };
	});

runJob<CpuJob, CpuReport>(async ({ node, tasks, warmUpTasks }) => {
	await measure(node, warmUpTasks);
	return await measure(node, tasks);
});
