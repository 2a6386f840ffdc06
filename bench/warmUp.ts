import type { EmulatorProcess } from './emulatorProcess';
import { prompts } from './nodes';
import type { Node } from './nodes';
import { inScaledTime } from './time';

const items = 20;
/** Nothing is measured, so pauses may be short; but the limit of 100 s for a connection shrinks with them, to one second. */
const fast = 100;

/** Lets a node run once with tasks that are done at once: an n8n that serves people is not cold either. */
export async function warmUp(emulator: EmulatorProcess, node: Node): Promise<void> {
	await emulator.control('PUT', 'settings', { durationSeconds: { min: 0, max: 0 }, latencyMs: 0 });
	await inScaledTime(fast, async () => await node(emulator.credentials(), prompts(items)));
	await emulator.reset();
}
