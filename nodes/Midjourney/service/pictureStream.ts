import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';

import { now } from '../async/sleep';
import { downloadTimeoutMs } from '../facts/limits';
import { isObject } from '../model/json';
import { hostOf } from '../model/url';
import { cleanMessage } from './cleanMessage';
import { networkFailure, type ApiClient } from './client';
import { classifyFailure } from './failures';
import { failure, success, type Result } from './result';
import { parseRetryAfter } from './retry';

type PrepareBinaryData = (IExecuteFunctions | IWebhookFunctions)['helpers']['prepareBinaryData'];

/** A stream as n8n's binary storage takes it. */
export type PictureStream = Exclude<Parameters<PrepareBinaryData>[0], Buffer>;

const maxRedirects = 3;

const isStream = (body: unknown): body is PictureStream =>
	isObject(body) && typeof body.pipe === 'function' && typeof body.destroy === 'function';

function locationOf(response: IN8nHttpFullResponse, from: string): string | undefined {
	const { location } = response.headers;
	if (response.statusCode < 300 || response.statusCode > 399) return undefined;
	return typeof location === 'string' && URL.canParse(location, from)
		? new URL(location, from).href
		: undefined;
}

/**
 * Opens a picture for streaming, without the API key. Never throws. Redirects are followed by hand, and each
 * URL must be allowed.
 */
export async function openPictureStream(
	{ context, signal }: Pick<ApiClient, 'context' | 'signal'>,
	url: string,
	isAllowed: (url: string) => boolean,
): Promise<Result<PictureStream>> {
	let target = url;
	for (let redirects = 0; redirects <= maxRedirects; redirects++) {
		if (!isAllowed(target)) {
			const host = cleanMessage(hostOf(target));
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
			timeout: downloadTimeoutMs,
			...(signal ? { abortSignal: signal } : {}),
		};
		try {
			const response = (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse;
			const body: unknown = response.body;
			if (response.statusCode === 200 && isStream(body)) return success(body);
			if (isStream(body)) body.destroy();
			const next = locationOf(response, target);
			if (next === undefined) {
				const status = response.statusCode;
				const kind = classifyFailure(status, '');
				const retryAfterMs = parseRetryAfter(response.headers['retry-after'], now());
				const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
				return failure({ kind, status, message: `HTTP status ${status}`, ...wait });
			}
			target = next;
		} catch (error) {
			return failure(networkFailure(error, signal));
		}
	}
	return failure({ kind: 'refused', message: 'too many redirects' });
}
