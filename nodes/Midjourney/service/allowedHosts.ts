import { discordHosts } from '../facts/discordHosts';
import type { OhMyGptSettings } from './ohmygpt/settings';

function parse(url: string): URL | undefined {
	return URL.canParse(url) ? new URL(url) : undefined;
}

/**
 * Whether n8n may fetch from this address: a host that the user has put into the credential, or one of Discord's.
 * Addresses come from outside, so nothing else is called, redirects included.
 */
export function isAllowedUrl(url: string, connection: OhMyGptSettings): boolean {
	const target = parse(url);
	if (target === undefined || target.username !== '' || target.password !== '') return false;
	if (target.protocol === 'https:' && discordHosts.includes(target.hostname)) {
		return target.port === '';
	}
	const { apiBaseUrl, contentBaseUrl, imageProxyBaseUrl } = connection;
	return [apiBaseUrl, contentBaseUrl, imageProxyBaseUrl].some(
		(base) => parse(base)?.origin === target.origin,
	);
}

/** First bytes of IPv4 ranges that do not leave a network. */
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

/** An IPv4 address in its IPv6 clothes, as addresses are normalised: two groups of hexadecimal digits. */
function mappedIpv4(ipv6: string): number[] | undefined {
	const groups = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(ipv6)?.slice(1);
	return groups?.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]);
}

/** Whether only this machine or its own network can reach the address, so that a service elsewhere cannot. */
export function isPrivateUrl(url: string): boolean {
	const host = parse(url)?.hostname.replace(/\.$/, '');
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
