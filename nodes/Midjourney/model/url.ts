const loneSurrogates = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Percent-encodes any text as a part of a URL; lone surrogates, which cannot be encoded, are replaced. */
export const encodeUrlPart = (text: string) =>
	encodeURIComponent(text.replace(loneSurrogates, '\uFFFD'));

export const isHttpUrl = (text: string) => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);

export const parseUrl = (url: string) => (URL.canParse(url) ? new URL(url) : undefined);

/** Scheme, host and port; undefined where the text is no URL. */
export const originOf = (url: string) => parseUrl(url)?.origin;

/** The host with its port, for messages; the text itself where it is no URL. */
export const hostOf = (url: string) => parseUrl(url)?.host ?? url;

/** Whether a URL has a user name or a password in it. */
export function hasLogin(url: string): boolean {
	const { username = '', password = '' } = parseUrl(url) ?? {};
	return username !== '' || password !== '';
}

/** The URL without user name and password. */
export function withoutLogin(address: string): string {
	const url = new URL(address);
	url.username = '';
	url.password = '';
	return url.href;
}

/** Sets one query parameter and keeps the others. */
export function withQuery(address: string, name: string, value: string): string {
	const url = new URL(address);
	url.searchParams.set(name, value);
	return url.href;
}

/** IPv4 ranges that are not routed on the internet. */
function isPrivateIpv4(bytes: readonly number[]): boolean {
	const [a = 0, b = 0] = bytes;
	return (
		[0, 10, 127].includes(a) ||
		(a === 100 && b >= 64 && b <= 127) ||
		(a === 169 && b === 254) ||
		(a === 172 && b >= 16 && b <= 31) ||
		(a === 192 && b === 168)
	);
}

/** The IPv4 address in an IPv4-mapped IPv6 address, whose normal form has two groups of hexadecimal digits. */
function mappedIpv4(ipv6: string): number[] | undefined {
	const groups = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(ipv6)?.slice(1);
	return groups?.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]);
}

/** Whether only this machine or its own network can reach the URL. */
export function isPrivateUrl(url: string): boolean {
	const host = parseUrl(url)?.hostname.replace(/\.$/, '');
	if (host === undefined) return false;
	const ipv6 = /^\[(.*)\]$/.exec(host)?.[1];
	if (ipv6 !== undefined) {
		const mapped = mappedIpv4(ipv6);
		return mapped
			? isPrivateIpv4(mapped)
			: /^(::1?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)$/.test(ipv6);
	}
	if (/^\d+(\.\d+){3}$/.test(host)) return isPrivateIpv4(host.split('.').map(Number));
	return !host.includes('.') || /\.(localhost|local|internal)$/.test(host);
}
