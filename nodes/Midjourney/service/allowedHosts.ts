import { discordHosts } from '../facts/discordHosts';
import { hasLogin, hostOf, parseUrl, withoutLogin } from '../model/url';

/**
 * Whether n8n may fetch from this URL: its origin is one of `baseUrls`, which the user has put into the credential, or
 * it is at one of Discord's hosts. URLs come from outside, so nothing else is called, redirects included.
 */
export function isAllowedUrl(url: string, baseUrls: readonly string[]): boolean {
	const target = parseUrl(url);
	if (target === undefined || hasLogin(url)) return false;
	if (target.protocol === 'https:' && discordHosts.includes(target.hostname)) {
		return target.port === '';
	}
	return baseUrls.some((base) => parseUrl(base)?.origin === target.origin);
}

/** Whether only the user name or the password in a URL forbids it. */
export const isForbiddenByLogin = (url: string, isAllowed: (url: string) => boolean): boolean =>
	hasLogin(url) && isAllowed(withoutLogin(url));

/** Why nothing is fetched from a URL that is not allowed. */
export const whyNotAllowed = (url: string, isAllowed: (url: string) => boolean): string =>
	isForbiddenByLogin(url, isAllowed)
		? `the URL at ${hostOf(url)} has a user name or a password in it, which is never sent`
		: `${hostOf(url)} is neither a host of the credential nor one of Discord's`;
