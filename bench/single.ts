import type { IDataObject } from 'n8n-workflow';
import { mapConcurrently } from '../nodes/Midjourney/async/mapConcurrently';
import { quantile, round } from './benchmark';
import type { Benchmark, Figures } from './benchmark';
import { startEmulatorProcess } from './emulatorProcess';
import { imagine, prompts, imagineWithSimpleNode } from './nodes';
import type { Node } from './nodes';
import { meanSeconds, service } from './service';
import { inScaledTime, wallNow } from './time';
import { warmUp } from './warmUp';

const tasks = 40;
/** Parallel executions. With this number the newest tasks fit on the one page of the task list that each run reads. */
const parallelExecutions = 10;

/** Runs one execution. Returns the task id and the time of the result. */
async function runOne(node: Node, credentials: Record<string, IDataObject>, prompt: string) {
	const { items } = await node(credentials, [prompt]);
	return { taskId: Number(items[0]?.json.taskId), at: wallNow() };
}

async function measureNode(speed: number, node: Node): Promise<Figures> {
	const emulator = await startEmulatorProcess({ ...service, speed, membership: 'premium' });
	try {
		await warmUp(emulator, node);
		const credentials = emulator.credentials();
		const { result: results, lateness } = await inScaledTime(
			speed,
			async () =>
				await mapConcurrently(prompts(tasks), parallelExecutions, async (prompt) =>
					runOne(node, credentials, prompt),
				),
		);
		const requests = await emulator.apiRequests();
		const finishedAt = new Map(
			(await emulator.taskTimes()).map((task) => [task.taskId, task.finishedAt]),
		);
		const delays = results.map(
			({ taskId, at }) => ((at - (finishedAt.get(taskId) ?? NaN)) * speed) / 1000,
		);
		return {
			requests: round(requests / tasks),
			delayP50: round(quantile(delays, 0.5)),
			delayP95: round(quantile(delays, 0.95)),
			lateness,
		};
	} finally {
		await emulator.stop();
	}
}

export const single: Benchmark = {
	name: 'single',
	about: `${tasks} executions of one task each`,
	async measure({ speed, print }) {
		const seconds = (tasks * meanSeconds) / parallelExecutions / speed;
		print(`about ${Math.ceil(2 * seconds) + 10} s, with the simple node for comparison`);
		const figures = await measureNode(speed, imagine);
		const reference = await measureNode(speed, imagineWithSimpleNode);
		return { single: { ...figures, reference } };
	},
};
