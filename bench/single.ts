import type { IDataObject } from 'n8n-workflow';
import { mapConcurrently } from '../nodes/Midjourney/async/mapConcurrently';
import { quantile, rounded } from './benchmark';
import type { Benchmark, Figures } from './benchmark';
import { startEmulatorProcess } from './emulatorProcess';
import { imagine, prompts, simplyImagine } from './nodes';
import type { Node } from './nodes';
import { meanSeconds, service } from './service';
import { inScaledTime, wallNow } from './time';
import { warmUp } from './warmUp';

const tasks = 40;
/** Executions side by side: few enough that the newest tasks of the account fit on one page of its list, which each run reads. */
const executionsAtOnce = 10;

/** The task's id, and when n8n had the result. */
async function deliver(node: Node, credentials: Record<string, IDataObject>, prompt: string) {
	const { items } = await node(credentials, [prompt]);
	return { taskId: Number(items[0]?.json.taskId), at: wallNow() };
}

async function measureNode(speed: number, node: Node): Promise<Figures> {
	const emulator = await startEmulatorProcess({ ...service, speed, membership: 'premium' });
	try {
		await warmUp(emulator, node);
		const credentials = emulator.credentials();
		const { result: delivered, lateness } = await inScaledTime(
			speed,
			async () =>
				await mapConcurrently(prompts(tasks), executionsAtOnce, async (prompt) =>
					deliver(node, credentials, prompt),
				),
		);
		const requests = await emulator.apiRequests();
		const finishedAt = new Map(
			(await emulator.moments()).map((task) => [task.taskId, task.finishedAt]),
		);
		const delays = delivered.map(
			({ taskId, at }) => ((at - (finishedAt.get(taskId) ?? NaN)) * speed) / 1000,
		);
		return {
			requests: rounded(requests / tasks),
			delayP50: rounded(quantile(delays, 0.5)),
			delayP95: rounded(quantile(delays, 0.95)),
			lateness,
		};
	} finally {
		await emulator.stop();
	}
}

export const single: Benchmark = {
	name: 'single',
	about: `${tasks} executions of one task each`,
	async measure({ speed, say }) {
		const seconds = (tasks * meanSeconds) / executionsAtOnce / speed;
		say(`about ${Math.ceil(2 * seconds) + 10} s, with the simple node for comparison`);
		const figures = await measureNode(speed, imagine);
		const reference = await measureNode(speed, simplyImagine);
		return { single: { ...figures, reference } };
	},
};
