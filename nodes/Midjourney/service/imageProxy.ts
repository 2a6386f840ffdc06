import type { IDataObject } from 'n8n-workflow';

import { failure, success } from './result';
import type { Result } from './result';
import type { OhMyGptSettings } from './ohmygpt/settings';
import { encodeUrlPart } from '../model/url';
import { isObject } from './ohmygpt/envelope';
import { openPictureStream } from './pictureStream';
import { networkFailure } from './client';
import type { Door } from './client';

/** Address of a picture as the WSRV proxy changes it; parameters as on its reference page. */
export function proxyUrl(connection: OhMyGptSettings, url: string, parameters: IDataObject = {}): string {
	const query = Object.entries({ url, ...parameters })
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}=${encodeUrlPart(String(value))}`);
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
export async function readPictureSize(
	door: Door,
	url: string,
): Promise<Result<{ width: number; height: number }>> {
	const opened = await openPictureStream(door, proxyUrl(door.connection, url, { output: 'json' }));
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
