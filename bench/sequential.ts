import { round } from './benchmark';
import type { Benchmark } from './benchmark';
import { imagine, prompts, imagineWithSimpleNode } from './nodes';
import type { Node } from './nodes';
import { simulate } from './simulation';

const tasks = 40;

/** Seconds that the node needs for all tasks in one run. */
const secondsOf = async (node: Node) =>
	await simulate({ membership: 'vip' }, async (simulation) => {
		const started = Date.now();
		await node(simulation.credentials(), prompts(tasks));
		return (Date.now() - started) / 1000;
	});

/** Both nodes get the same task durations. */
export const sequential: Benchmark = {
	name: 'sequential',
	about: `${tasks} tasks with a queue of 20 slots, compared with one after the other`,
	async measure() {
		const ours = await secondsOf(imagine);
		const reference = await secondsOf(imagineWithSimpleNode);
		return {
			sequentialRatio: round(reference / ours),
			sequential: { seconds: round(ours), reference: round(reference) },
		};
	},
};
