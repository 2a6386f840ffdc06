import { createHash, timingSafeEqual } from 'node:crypto';

/** Name of the query parameter for the credential's webhook secret. */
export const secretParameter = 'secret';
/** Name of the query parameter by which a callback proves that it knows the URL of this execution. */
export const nonceParameter = 'nonce';

const maxLength = 1_000;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares in constant time. Nothing matches an empty secret; lists and very long texts never match. */
export function secretMatches(given: unknown, expected: string): boolean {
	if (expected === '' || typeof given !== 'string' || given.length > maxLength) return false;
	return timingSafeEqual(digest(given), digest(expected));
}
