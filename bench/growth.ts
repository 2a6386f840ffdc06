import { unfinishedTasks } from '../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { memberships } from '../nodes/Midjourney/service/ohmygpt/facts/vocabulary';
import { mean, round } from './benchmark';
import { imagine, prompts } from './nodes';
import { idleTimes } from './schedule';
import { simulate } from './simulation';

/** What a number of tasks costs in a queue with a number of slots. */
export interface GrowthPoint {
	slots: number;
	tasks: number;
	requestsPerTask: number;
	/** Mean seconds from the end of a task until its slot has a new task; for the last one, until the run has ended. */
	delay: number;
}

export const taskCounts = [1, 3, 10, 30, 100, 300, 1000];

/** No membership has one slot. It stands for executions of one task each, one after the other. */
const queues = [
	{ membership: 'premium', slots: 1 },
	...memberships.map((membership) => ({ membership, slots: unfinishedTasks[membership] })),
] as const;

const measure = async ({ membership, slots }: (typeof queues)[number], count: number) =>
	await simulate({ membership }, async (simulation): Promise<GrowthPoint> => {
		const texts = prompts(count);
		const executions = slots === 1 ? texts.map((text) => [text]) : [texts];
		for (const execution of executions) await imagine(simulation.credentials(), execution);
		const finished = Date.now();
		const requests = await simulation.apiRequests();
		const tasks = await simulation.taskTimes();
		const lastDelay = finished - Math.max(...tasks.map(({ finishedAt }) => finishedAt));
		return {
			slots,
			tasks: count,
			requestsPerTask: round(requests / count),
			delay: round(mean([...idleTimes(tasks, slots), lastDelay]) / 1000),
		};
	});

/** How delay and requests grow with the number of tasks, for each queue. */
export async function measureGrowth(print: (line: string) => void): Promise<GrowthPoint[]> {
	const points: GrowthPoint[] = [];
	for (const queue of queues) {
		for (const count of taskCounts) {
			const point = await measure(queue, count);
			const { slots, tasks, requestsPerTask, delay } = point;
			print(`${slots} slots, ${tasks} tasks: ${requestsPerTask} requests per task, ${delay} s`);
			points.push(point);
		}
	}
	return points;
}
