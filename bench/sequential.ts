import { round } from './benchmark';
import type { Benchmark } from './benchmark';
import { startEmulatorProcess } from './emulatorProcess';
import { imagine, prompts, imagineWithSimpleNode } from './nodes';
import type { Node } from './nodes';
import { meanSeconds, service } from './service';
import { inScaledTime, wallNow } from './time';

const tasks = 40;
/** This benchmark measures minutes, not seconds, so time may run faster than in the others. */
const speedFactor = 2;

/** Emulated seconds that the node needs for all tasks in one run. */
async function secondsOf(node: Node, speed: number) {
	const emulator = await startEmulatorProcess({ ...service, speed, membership: 'vip' });
	try {
		const started = wallNow();
		await node(emulator.credentials(), prompts(tasks));
		return ((wallNow() - started) * speed) / 1000;
	} finally {
		await emulator.stop();
	}
}

/** Both nodes run in parallel, each with its own emulator. The emulators use the same task durations. */
export const sequential: Benchmark = {
	name: 'sequential',
	about: `${tasks} tasks with a queue of 20 slots, compared with one after the other`,
	async measure({ speed: baseSpeed, print }) {
		const speed = baseSpeed * speedFactor;
		print(`about ${Math.ceil((tasks * meanSeconds) / speed) + 5} s`);
		const { result, lateness } = await inScaledTime(
			speed,
			async () =>
				await Promise.all([secondsOf(imagine, speed), secondsOf(imagineWithSimpleNode, speed)]),
		);
		const [ours, reference] = result;
		return {
			sequentialRatio: round(reference / ours),
			sequential: { seconds: round(ours), reference: round(reference), speed, lateness },
		};
	},
};
