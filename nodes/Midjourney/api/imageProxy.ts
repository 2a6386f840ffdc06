import type { IDataObject } from 'n8n-workflow';

import { failure, success } from './answer';
import type { Answer } from './answer';
import type { Connection } from './connection';
import { encoded } from './encoded';
import { isObject } from './envelope';
import { openPicture } from './openPicture';
import { networkFailure } from './request';
import type { Door } from './request';

/** Address of a picture as the WSRV proxy changes it; parameters as on its reference page. */
export function proxied(connection: Connection, url: string, parameters: IDataObject = {}): string {
	const query = Object.entries({ url, ...parameters })
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}=${encoded(String(value))}`);
	return `${connection.imageProxyBaseUrl}/?${query.join('&')}`;
}

const longestMetadata = 64_000;

function readSize(json: string): { width: number; height: number } | undefined {
	try {
		const data: unknown = JSON.parse(json);
		const { width, height } = isObject(data) ? data : {};
		const isSize = typeof width === 'number' && typeof height === 'number';
		return isSize && width > 0 && height > 0 ? { width, height } : undefined;
	} catch {
		// Not JSON is answered like JSON without a size.
		return undefined;
	}
}

/** Asks the proxy for a picture's size in pixels. */
export async function pictureSize(
	door: Door,
	url: string,
): Promise<Answer<{ width: number; height: number }>> {
	const opened = await openPicture(door, proxied(door.connection, url, { output: 'json' }));
	if (!opened.ok) return opened;
	try {
		let json = '';
		for await (const chunk of opened.data) {
			json += Buffer.from(chunk as Uint8Array).toString('utf8');
			if (json.length > longestMetadata) break;
		}
		const size = readSize(json);
		return size
			? success(size)
			: failure({ kind: 'unreadable', message: 'the image proxy names no size' });
	} catch (error) {
		return failure(networkFailure(error, door.signal?.aborted === true));
	}
}
