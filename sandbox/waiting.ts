import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
	/** The awaited event, for the error message. */
	what: string;
	timeoutMs: number;
	intervalMs?: number;
}

/** Calls `poll` until its result is neither undefined nor false. Throws at the time limit. */
export async function waitFor<T>(
	poll: () => Promise<T | undefined | false>,
	{ what, timeoutMs, intervalMs = 200 }: WaitOptions,
): Promise<T> {
	const deadline = performance.now() + timeoutMs;
	for (;;) {
		const result = await poll();
		if (result !== undefined && result !== false) return result;
		if (performance.now() > deadline) {
			throw new Error(`Timed out after ${Math.round(timeoutMs / 1000)} s, waiting for ${what}`);
		}
		await delay(intervalMs);
	}
}
