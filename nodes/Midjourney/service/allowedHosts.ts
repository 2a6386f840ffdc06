import { discordHosts } from '../facts/discordHosts';
import { parseUrl } from '../model/url';

/**
 * Whether n8n may fetch from this URL: its origin is one of `baseUrls`, which the user has put into the credential, or
 * it is at one of Discord's hosts. URLs come from outside, so nothing else is called, redirects included.
 */
export function isAllowedUrl(url: string, baseUrls: readonly string[]): boolean {
	const target = parseUrl(url);
	if (target === undefined || target.username !== '' || target.password !== '') return false;
	if (target.protocol === 'https:' && discordHosts.includes(target.hostname)) {
		return target.port === '';
	}
	return baseUrls.some((base) => parseUrl(base)?.origin === target.origin);
}
