import { rounded } from './benchmark';
import type { Benchmark } from './benchmark';
import { startEmulatorProcess } from './emulatorProcess';
import { imagine, prompts, simplyImagine } from './nodes';
import type { Node } from './nodes';
import { meanSeconds, service } from './service';
import { inScaledTime, wallNow } from './time';

const tasks = 40;
/** Minutes are looked at, not seconds, so time may run faster than in the other benchmarks. */
const faster = 2;

/** Emulated seconds that the node takes for all tasks in one run. */
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

/** Both run side by side, each with an emulator of its own, which draws the same durations. */
export const sequential: Benchmark = {
	name: 'sequential',
	about: `${tasks} tasks in 20 places, against one after the other`,
	async measure({ speed: usualSpeed, say }) {
		const speed = usualSpeed * faster;
		say(`about ${Math.ceil((tasks * meanSeconds) / speed) + 5} s`);
		const { result, lateness } = await inScaledTime(
			speed,
			async () => await Promise.all([secondsOf(imagine, speed), secondsOf(simplyImagine, speed)]),
		);
		const [ours, reference] = result;
		return {
			sequentialRatio: rounded(reference / ours),
			sequential: { seconds: rounded(ours), reference: rounded(reference), speed, lateness },
		};
	},
};
