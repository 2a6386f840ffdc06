import { discordHosts } from '../facts/hosts';
import type { Connection } from './connection';

function parse(url: string): URL | undefined {
	return URL.canParse(url) ? new URL(url) : undefined;
}

/**
 * Whether n8n may fetch from this address: a host that the user has put into the credential, or one of Discord's.
 * Addresses come from outside, so nothing else is called, redirects included.
 */
export function isTrusted(url: string, connection: Connection): boolean {
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

const privateHosts =
	/^(localhost|.*\.(localhost|local|internal)|0\..*|10\..*|127\..*|169\.254\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|\[(::1?|f[cd].*|fe[89ab].*)\])$/i;

/** Whether only this machine or its own network can reach the address, so that a service elsewhere cannot. */
export function isPrivate(url: string): boolean {
	const target = parse(url);
	return target !== undefined && privateHosts.test(target.hostname);
}
