import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../model/json';
import { networkFailure } from '../service/client';
import { failure, success, type Result } from '../service/result';
import type { Service } from '../service/service';

type ProxyUrl = NonNullable<Service['proxyUrl']>;

/** Pixels. */
export interface PictureSize {
	width: number;
	height: number;
}

export interface Tile {
	/** 1 to 4: top left, top right, bottom left, bottom right, as in U1 to U4. */
	number: number;
	url: string;
}

/** URLs of the four tiles as the proxy crops them, and then changes them by `parameters`. Sides must be even. */
export function tileUrls(
	proxyUrl: ProxyUrl,
	url: string,
	size: PictureSize,
	parameters: IDataObject,
): Tile[] {
	const width = size.width / 2;
	const height = size.height / 2;
	return [1, 2, 3, 4].map((number) => ({
		number,
		url: proxyUrl(url, {
			cx: ((number - 1) % 2) * width,
			cy: Math.floor((number - 1) / 2) * height,
			cw: width,
			ch: height,
			// Crops before it resizes.
			precrop: '',
			...parameters,
		}),
	}));
}

export const hasEvenSides = ({ width, height }: PictureSize) => width % 2 === 0 && height % 2 === 0;

const maxMetadataLength = 64_000;

function parseSize(json: string): PictureSize | undefined {
	try {
		const data: unknown = JSON.parse(json);
		const { width, height } = isObject(data) ? data : {};
		const isSize = typeof width === 'number' && typeof height === 'number';
		return isSize && width > 0 && height > 0 ? { width, height } : undefined;
	} catch {
		// No JSON is treated like JSON without a size.
		return undefined;
	}
}

/** Reads a picture's size from the image proxy. */
export async function readPictureSize(
	service: Service,
	proxyUrl: ProxyUrl,
	url: string,
): Promise<Result<PictureSize>> {
	const opened = await service.openPicture(proxyUrl(url, { output: 'json' }), 'outside');
	if (!opened.ok) return opened;
	try {
		let json = '';
		for await (const chunk of opened.data) {
			json += Buffer.from(chunk as Uint8Array).toString('utf8');
			if (json.length > maxMetadataLength) break;
		}
		const size = parseSize(json);
		return size
			? success(size)
			: failure({ kind: 'unreadable', message: 'the image proxy names no size' });
	} catch (error) {
		return failure(networkFailure(error, service.signal));
	}
}
