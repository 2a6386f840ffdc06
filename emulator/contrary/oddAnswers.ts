import { htmlResponse, jsonResponse, type HttpResponse } from '../httpResponse';
import type { RouteName } from '../routes/names';
import { routeGroups } from '../routes/names';
import type { Variants } from '../variants';
import type { World } from '../world';

/** An answer that is not the service's usual one. */
export interface OddAnswer {
	/** What is sent instead. undefined: the usual answer; an error of the server, if the request has no effect. */
	response?: HttpResponse;
	/** How it is sent. */
	delivery?: 'half' | 'trickled' | 'never' | 'closed';
	/** Whether a creation has an effect. undefined: both are possible. */
	acts?: boolean;
}

const error = (status: number, statusCode: number, message: string, headers = {}): OddAnswer => ({
	response: { ...jsonResponse({ statusCode, message, data: null }, status, headers), statusCode },
});
const html = (status: number): OddAnswer => ({ response: htmlResponse(status) });
const refusal = (answer: OddAnswer): OddAnswer => ({ ...answer, acts: false });
const redirect = (status: number): OddAnswer => ({
	response: { status, headers: { location: '/login' }, body: '' },
});
const plain = (status: number, body: string, type = 'text/html'): OddAnswer => ({
	response: { status, headers: { 'content-type': type }, body },
});
const stayAway = (status: number, retryAfter: string) =>
	refusal(error(status, status, 'Please come back later', { 'retry-after': retryAfter }));

/** Answers that a gateway, a CDN or an overloaded service may send. */
const oddAnswers = {
	'http-302': redirect(302),
	'http-307': redirect(307),
	'http-408': error(408, 408, 'Request Timeout'),
	'http-409': error(409, 409, 'Conflict'),
	'http-425': error(425, 425, 'Too Early'),
	'http-499': error(499, 499, 'Client Closed Request'),
	'http-500': error(500, 500, 'Internal server error'),
	'html-200': html(200),
	'html-401': html(401),
	'html-403': html(403),
	'html-404': html(404),
	'html-504': html(504),
	'challenge-403': plain(403, '<!DOCTYPE html><title>Just a moment...</title>'),
	'empty-200': plain(200, '', 'application/json'),
	'empty-502': plain(502, ''),
	'null-200': error(200, 200, 'Success'),
	'text-200': plain(200, 'upstream request timeout', 'text/plain'),
	'400-timeout': error(200, 400, 'timeout of 60000ms exceeded'),
	'400-connection': error(200, 400, 'read ECONNRESET'),
	'400-fetch': error(200, 400, 'fetch failed'),
	'400-status': error(200, 400, 'Request failed with status code 502'),
	'400-hook': error(200, 400, 'The webhook URL is unreachable'),
	'json-401': refusal(error(200, 401, 'discord token expired')),
	'json-402': refusal(error(200, 402, 'Balance too low')),
	'json-403': refusal(error(403, 403, 'Forbidden')),
	'429-hour': stayAway(429, '3600'),
	'429-day': stayAway(429, '86400'),
	'503-year': stayAway(503, 'Fri, 01 Jan 2027 00:00:00 GMT'),
	half: { delivery: 'half' },
	closed: { delivery: 'closed' },
	never: { delivery: 'never' },
	trickled: { delivery: 'trickled', acts: true },
} satisfies Record<string, OddAnswer>;

type OddName = keyof typeof oddAnswers;
export const oddNames = Object.keys(oddAnswers) as OddName[];

/** For creations: each answer without an effect, and with one as `NAME-acted`. */
export const oddCreationNames = oddNames.flatMap((name): Array<OddName | `${OddName}-acted`> => {
	const { acts }: OddAnswer = oddAnswers[name];
	return acts === undefined ? [name, `${name}-acted`] : [name];
});

/** For pictures: these have no JSON of which half could be sent. */
export const oddPictureNames = [
	...(['http-302', 'html-200', 'html-401', 'html-403', 'html-404', 'html-504'] as const),
	...(['challenge-403', 'empty-200', '429-hour', 'closed', 'never', 'trickled'] as const),
];

/** The answer for this request, with its name for the log. undefined: the usual one. */
export function takeOddAnswer(
	{ variants, occasions }: World,
	route: RouteName,
): (OddAnswer & { name: string; acts: boolean }) | undefined {
	const name = switchOf(route);
	if (!name) return undefined;
	if (route === 'getMany' && isOddName(variants.listAccess)) {
		return { ...oddAnswers[variants.listAccess], name: variants.listAccess, acts: true };
	}
	const value = variants[name];
	if (value === 'usual' || !occasions.isOdd(name, variants)) return undefined;
	const answer: OddAnswer = oddAnswers[value.replace(/-acted$/, '') as OddName];
	const acts = answer.acts ?? (name !== 'creationAnswers' || value.endsWith('-acted'));
	return { ...answer, name: value, acts };
}

const isOddName = (text: string): text is OddName => Object.hasOwn(oddAnswers, text);

type AnswerSwitch = 'creationAnswers' | 'queryAnswers' | 'listAnswers' | 'pictureAnswers';

const isIn = (routes: readonly RouteName[], route: RouteName) => routes.includes(route);

/** The switch that changes the answers of a route. */
function switchOf(route: RouteName): (AnswerSwitch & keyof Variants) | undefined {
	if (isIn(routeGroups.creation, route)) return 'creationAnswers';
	if (isIn(routeGroups.pictures, route)) return 'pictureAnswers';
	if (route === 'get') return 'queryAnswers';
	return route === 'getMany' ? 'listAnswers' : undefined;
}
