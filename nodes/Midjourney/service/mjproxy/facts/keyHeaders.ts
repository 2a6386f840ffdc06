/**
 * Headers that carry the key, with what comes before it. The first works with every known server and gateway; some of them
 * read the second only, and others refuse requests that have both. Source: midjourney-proxy, its relatives, new-api and
 * one-hub, and pages of resellers; read 2026-11.
 */
const keyHeaders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'mj-api-secret': { 'mj-api-secret': '' },
	bearer: { Authorization: 'Bearer ' },
	both: { 'mj-api-secret': '', Authorization: 'Bearer ' },
};

export const defaultKeyHeader = 'mj-api-secret';

/** Headers for a key in the form that the credential names; none for an empty key. */
export function headersOf({ apiKey, keyHeader }: Record<string, unknown>): Record<string, string> {
	const key = typeof apiKey === 'string' ? apiKey.trim() : '';
	const form = typeof keyHeader === 'string' ? keyHeaders[keyHeader] : undefined;
	const headers = Object.entries(form ?? keyHeaders[defaultKeyHeader] ?? {});
	return Object.fromEntries(key === '' ? [] : headers.map(([name, start]) => [name, start + key]));
}
