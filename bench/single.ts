import type { IDataObject } from 'n8n-workflow';
import { mapConcurrently } from '../nodes/Midjourney/async/mapConcurrently';
import { quantile, round } from './benchmark';
import type { Benchmark, Figures } from './benchmark';
import { imagine, prompts, imagineWithSimpleNode } from './nodes';
import type { Node } from './nodes';
import { simulate } from './simulation';

const tasks = 40;
/** Parallel executions. With this number the newest tasks fit on the one page of the task list that each run reads. */
const parallelExecutions = 10;

/** Runs one execution. Returns the task id and the time of the result. */
async function runOne(node: Node, credentials: Record<string, IDataObject>, prompt: string) {
	const { items } = await node(credentials, [prompt]);
	return { taskId: Number(items[0]?.json.taskId), at: Date.now() };
}

const measureNode = async (node: Node): Promise<Figures> =>
	await simulate({ membership: 'premium' }, async (simulation) => {
		const credentials = simulation.credentials();
		const results = await mapConcurrently(
			prompts(tasks),
			parallelExecutions,
			async (prompt) => await runOne(node, credentials, prompt),
		);
		const requests = await simulation.apiRequests();
		const finishedAt = new Map(
			(await simulation.taskTimes()).map((task) => [task.taskId, task.finishedAt]),
		);
		const delays = results.map(({ taskId, at }) => (at - (finishedAt.get(taskId) ?? NaN)) / 1000);
		return {
			requests: round(requests / tasks),
			delayP50: round(quantile(delays, 0.5)),
			delayP95: round(quantile(delays, 0.95)),
		};
	});

export const single: Benchmark = {
	name: 'single',
	about: `${tasks} executions of one task each, compared with the simple node`,
	async measure() {
		const figures = await measureNode(imagine);
		const reference = await measureNode(imagineWithSimpleNode);
		return { single: { ...figures, reference } };
	},
};
