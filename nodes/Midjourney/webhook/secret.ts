import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Name of the query parameter for the credential's webhook secret. */
export const secretParameter = 'secret';
/** Name of the query parameter for a signature by that secret. */
export const signatureParameter = 'signature';
/** Name of the query parameter by which a callback proves that it knows the URL of this execution. */
export const nonceParameter = 'nonce';

const maxLength = 1_000;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares in constant time. Nothing matches an empty secret; lists and very long texts never match. */
export function secretMatches(given: unknown, expected: string): boolean {
	if (expected === '' || typeof given !== 'string' || given.length > maxLength) return false;
	return timingSafeEqual(digest(given), digest(expected));
}

const sign = (text: string, secret: string) =>
	createHmac('sha256', secret).update(text).digest('hex');

/**
 * A text of its own for each task, which only the secret's owner can make. It goes into webhook URLs that others may read,
 * who learn nothing about the secret from it.
 */
export function signatureBy(secret: string): string {
	const random = randomBytes(16).toString('hex');
	return `${random}.${sign(random, secret)}`;
}

/** Compares in constant time. Nothing matches an empty secret. */
export function signatureMatches(given: unknown, secret: string): boolean {
	if (secret === '' || typeof given !== 'string' || given.length > maxLength) return false;
	const [random = '', signature] = given.split('.');
	return random !== '' && secretMatches(signature, sign(random, secret));
}
