import type { IDataObject } from 'n8n-workflow';

import type { OhMyGptSettings } from '../service/ohmygpt/settings';
import { proxyUrl } from '../service/imageProxy';

export interface Tile {
	/** 1 to 4: top left, top right, bottom left, bottom right, as in U1 to U4. */
	number: number;
	url: string;
}

/** Addresses of the four tiles as the proxy crops them, and then shapes them. Sides must be even. */
export function tileUrls(
	url: string,
	size: { width: number; height: number },
	connection: OhMyGptSettings,
	shape: IDataObject,
): Tile[] {
	const width = size.width / 2;
	const height = size.height / 2;
	return [1, 2, 3, 4].map((number) => ({
		number,
		url: proxyUrl(connection, url, {
			cx: ((number - 1) % 2) * width,
			cy: Math.floor((number - 1) / 2) * height,
			cw: width,
			ch: height,
			// Cut first, resize then.
			precrop: '',
			...shape,
		}),
	}));
}

export const hasEvenSides = ({ width, height }: { width: number; height: number }) =>
	width % 2 === 0 && height % 2 === 0;
