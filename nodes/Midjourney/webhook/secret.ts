import { createHash, timingSafeEqual } from 'node:crypto';

/** Name of the query parameter that carries the secret. */
export const secretParameter = 'secret';

const longest = 1_000;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares in constant time. Nothing expected means that nothing is right; lists and over-long texts are wrong. */
export function secretMatches(given: unknown, expected: string): boolean {
	if (expected === '' || typeof given !== 'string' || given.length > longest) return false;
	return timingSafeEqual(digest(given), digest(expected));
}

/** An address with a value of its own in its query, whatever the query had under that name. */
export function withQuery(address: string, name: string, value: string): string {
	const url = new URL(address);
	url.searchParams.set(name, value);
	return url.href;
}
