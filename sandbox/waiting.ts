import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
	/** What is waited for, for the error message. */
	what: string;
	timeoutMs: number;
	intervalMs?: number;
}

/** Asks again and again until the answer is neither undefined nor false; an error at the time limit. */
export async function waitFor<T>(
	ask: () => Promise<T | undefined | false>,
	{ what, timeoutMs, intervalMs = 200 }: Patience,
): Promise<T> {
	const deadline = performance.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		if (performance.now() > deadline) {
			throw new Error(`Waited ${Math.round(timeoutMs / 1000)} s in vain for ${what}`);
		}
		await sleep(intervalMs);
	}
}
