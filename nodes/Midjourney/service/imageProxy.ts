import type { IDataObject } from 'n8n-workflow';

import { encodeUrlPart } from '../model/url';

/** URL of a picture as the WSRV proxy changes it; parameters as on its reference page. */
export function proxyUrl(proxyBaseUrl: string, url: string, parameters: IDataObject = {}): string {
	const query = Object.entries({ url, ...parameters })
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}=${encodeUrlPart(String(value))}`);
	return `${proxyBaseUrl}/?${query.join('&')}`;
}
