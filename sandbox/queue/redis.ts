import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';

import type { Target } from './tcpProxy';

/** How to reach Redis: n8n's variables, with the usual address. */
export const redis: Target = {
	host: process.env.QUEUE_BULL_REDIS_HOST ?? '127.0.0.1',
	port: Number(process.env.QUEUE_BULL_REDIS_PORT ?? 6379),
};

export const newPrefix = () => `n8n-midjourney-${randomBytes(6).toString('hex')}`;

/** Removes all keys that begin with the prefix. */
export async function removeKeys(prefix: string): Promise<void> {
	const client = new Redis({ ...redis, lazyConnect: true });
	client.on('error', () => {});
	try {
		await client.connect();
		for await (const keys of client.scanStream({ match: `*${prefix}*`, count: 1_000 })) {
			const found = keys as string[];
			if (found.length > 0) await client.del(...found);
		}
	} finally {
		client.disconnect();
	}
}
