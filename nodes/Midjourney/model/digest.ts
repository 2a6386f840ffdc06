import { createHash } from 'node:crypto';

/** 32 hex digits that identify bytes or a list of values: the same only for the same. */
export const digestOf = (value: Buffer | readonly unknown[]): string =>
	createHash('sha256')
		.update(Buffer.isBuffer(value) ? value : JSON.stringify(value))
		.digest('hex')
		.slice(0, 32);
