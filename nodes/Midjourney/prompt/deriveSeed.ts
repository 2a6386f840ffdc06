import { createHash } from 'node:crypto';

/** Nine or ten digits, so that a seed is not confused with another number of a task. The largest is Midjourney's own. */
const seeds = { min: 100_000_000, max: 4_294_967_295 } as const;

/**
 * The same parts always have the same seed, and others hardly ever: a whole number from 100000000 to 4294967295.
 * Two of 500 items share one with a chance of about 1 in 34,000.
 */
export function deriveSeed(...parts: ReadonlyArray<string | number>): number {
	const number = createHash('sha256').update(JSON.stringify(parts)).digest().readUIntBE(0, 6);
	return seeds.min + (number % (seeds.max - seeds.min + 1));
}
