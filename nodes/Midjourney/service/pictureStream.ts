import type { IBinaryData, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { timeouts } from './ohmygpt/facts/accountLimits';
import { failure, success } from './result';
import type { Result } from './result';
import { cleanMessage, isObject, classifyFailure } from './ohmygpt/envelope';
import { networkFailure } from './client';
import type { Door } from './client';
import { isAllowedUrl } from './allowedHosts';

type BinaryHelper = Door['context'] extends { helpers: infer H } ? H : never;
type PrepareBinaryData = Extract<BinaryHelper, { prepareBinaryData: unknown }>['prepareBinaryData'];

/** A stream as n8n's binary storage takes it. */
export type PictureStream = Exclude<Parameters<PrepareBinaryData>[0], Buffer>;
export type StoredPicture = IBinaryData;

const redirectsAllowed = 3;

const isStream = (body: unknown): body is PictureStream =>
	isObject(body) && typeof body.pipe === 'function' && typeof body.destroy === 'function';

function locationOf(response: IN8nHttpFullResponse, from: string): string | undefined {
	const { location } = response.headers;
	if (response.statusCode < 300 || response.statusCode > 399) return undefined;
	return typeof location === 'string' && URL.canParse(location, from)
		? new URL(location, from).href
		: undefined;
}

/** Whose idea an address is: the user's own parameter, or something that came from outside. */
export type Origin = 'user' | 'outside';

/**
 * Opens a picture for streaming, without the API key. Never throws. Redirects are followed by hand, each target
 * held to the same rule as the first address: what came from outside leads to hosts of the credential and of Discord only.
 * For the user's own address n8n's settings decide, as in its HTTP Request node.
 */
export async function openPictureStream(
	door: Door,
	url: string,
	origin: Origin = 'outside',
): Promise<Result<PictureStream>> {
	let target = url;
	for (let hop = 0; hop <= redirectsAllowed; hop++) {
		if (origin === 'outside' && !isAllowedUrl(target, door.connection)) {
			const host = URL.canParse(target) ? new URL(target).host : cleanMessage(target);
			return failure({
				kind: 'refused',
				message: `${host} is neither a host of the credential nor one of Discord's, so nothing is fetched from it`,
			});
		}
		const options: IHttpRequestOptions = {
			method: 'GET',
			url: target,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			timeout: timeouts.downloadMs,
			...(door.signal ? { abortSignal: door.signal } : {}),
		};
		try {
			const response = (await door.context.helpers.httpRequest(options)) as IN8nHttpFullResponse;
			const body: unknown = response.body;
			if (response.statusCode === 200 && isStream(body)) return success(body);
			if (isStream(body)) body.destroy();
			const next = locationOf(response, target);
			if (next === undefined) {
				const status = response.statusCode;
				return failure({ kind: classifyFailure(status, ''), status, message: `HTTP status ${status}` });
			}
			target = next;
		} catch (error) {
			return failure(networkFailure(error, door.signal?.aborted === true));
		}
	}
	return failure({ kind: 'refused', message: 'too many redirects' });
}
