import { createHash } from 'node:crypto';

/** 32 bytes that depend only on the parts. */
function digest(parts: ReadonlyArray<string | number>): Buffer {
	return createHash('sha256').update(parts.join('\u0000')).digest();
}

/** A number from 0 to 1 that depends only on the parts. */
export function seededNumber(...parts: ReadonlyArray<string | number>): number {
	return digest(parts).readUInt32BE(0) / 2 ** 32;
}

/** A version 4 UUID that depends only on the parts. */
export function seededUuid(...parts: ReadonlyArray<string | number>): string {
	const bytes = digest(parts).subarray(0, 16);
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = bytes.toString('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20),
	].join('-');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `length` (at most 64) letters and digits that depend only on the parts. */
export function seededLetters(length: number, ...parts: ReadonlyArray<string | number>): string {
	const bytes = Buffer.concat([digest([...parts, 1]), digest([...parts, 2])]);
	return [...bytes.subarray(0, length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}
