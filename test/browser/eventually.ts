import { setTimeout as delay } from 'node:timers/promises';

import { patienceMs } from '../../scripts/browser';

const intervalMs = 100;

/** Repeats an assertion until it holds; rejects with its last failure. */
export async function eventually(assertion: () => Promise<void>): Promise<void> {
	const deadline = performance.now() + patienceMs / 2;
	for (;;) {
		try {
			return await assertion();
		} catch (error) {
			if (performance.now() > deadline) throw error;
		}
		await delay(intervalMs);
	}
}
