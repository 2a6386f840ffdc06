import type { EmulatorProcess } from './emulatorProcess';
import { prompts } from './nodes';
import type { Node } from './nodes';
import { inScaledTime } from './time';

const items = 20;
/**
 * Nothing is measured here, so time may run fast. It must not run faster than this, because the time limit of 100 s for
 * a connection is only one real second then.
 */
const warmUpSpeed = 100;

/** Runs a node once with tasks that finish immediately, because an n8n in use is warm as well. */
export async function warmUp(emulator: EmulatorProcess, node: Node): Promise<void> {
	await emulator.control('PUT', 'settings', { durationSeconds: { min: 0, max: 0 }, latencyMs: 0 });
	await inScaledTime(warmUpSpeed, async () => await node(emulator.credentials(), prompts(items)));
	await emulator.reset();
}
