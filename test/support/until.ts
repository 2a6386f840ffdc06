import { setTimeout as pause } from 'node:timers/promises';

type Falsy = false | 0 | '' | null | undefined;

/**
 * Waits, in real time, until `condition` holds; gives its value. Rejects after `limitMs` with `what` was
 * waited for.
 */
export async function until<T>(
	what: string,
	condition: () => T | Promise<T>,
	limitMs = 10_000,
): Promise<Exclude<T, Falsy>> {
	const end = process.hrtime.bigint() + BigInt(limitMs) * 1_000_000n;
	for (;;) {
		const value = await condition();
		if (value) return value as Exclude<T, Falsy>;
		if (process.hrtime.bigint() > end) throw new Error(`Waited in vain: ${what}`);
		await pause(5);
	}
}
