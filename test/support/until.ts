import { setTimeout as delay } from 'node:timers/promises';
import { simulatedTime } from './simulatedTime';

type Falsy = false | 0 | '' | null | undefined;

const realLimitMs = 10_000;
const simulatedLimitMs = 2 * 3_600_000;

/**
 * Waits until `condition` is truthy and returns its value. Rejects after `limitMs`, and names `what`. In simulated time
 * the condition is checked before the clock advances, so the next statement runs at exactly that moment.
 */
export async function until<T>(
	what: string,
	condition: () => T | Promise<T>,
	limitMs?: number,
): Promise<Exclude<T, Falsy>> {
	const simulated = simulatedTime();
	if (simulated) {
		const value = await simulated.until(what, condition, limitMs ?? simulatedLimitMs);
		return value as Exclude<T, Falsy>;
	}
	const end = process.hrtime.bigint() + BigInt(limitMs ?? realLimitMs) * 1_000_000n;
	for (;;) {
		const value = await condition();
		if (value) return value as Exclude<T, Falsy>;
		if (process.hrtime.bigint() > end) throw new Error(`Timed out while waiting until ${what}`);
		await delay(5);
	}
}
