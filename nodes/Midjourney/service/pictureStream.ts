import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { now } from '../async/sleep';
import { startTimeLimit } from '../async/timeLimit';
import { downloadLimits } from '../facts/limits';
import { isObject } from '../model/json';
import { whyNotAllowed } from './allowedHosts';
import { checkedStream, type PictureStream } from './checkedStream';
import { classifyFailure } from './classifyFailure';
import { cleanMessage } from './cleanMessage';
import { networkFailure, type ApiClient } from './client';
import { failure, success, type Failure, type Result } from './result';
import { parseRetryAfter } from './retry';

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

function failedDownload({ statusCode, headers }: IN8nHttpFullResponse): Failure {
	const kind = classifyFailure({ status: statusCode, message: '' });
	const retryAfterMs = parseRetryAfter(headers['retry-after'], now());
	const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
	return { kind, status: statusCode, message: `HTTP status ${statusCode}`, ...wait };
}

/** Requests one URL: its body, or the URL that it redirects to. */
async function request(
	{ context, signal }: Pick<ApiClient, 'context' | 'signal'>,
	url: string,
): Promise<Result<PictureStream | string>> {
	const limit = startTimeLimit(downloadLimits, signal);
	const options: IHttpRequestOptions = {
		method: 'GET',
		url,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		abortSignal: limit.signal,
	};
	try {
		const sent = limit.race(context.helpers.httpRequest(options));
		const response = (await sent) as IN8nHttpFullResponse;
		const body: unknown = response.body;
		if (response.statusCode === 200 && isStream(body)) return success(checkedStream(body, limit));
		limit.stop();
		if (isStream(body)) body.destroy();
		const location = locationOf(response, url);
		return location === undefined ? failure(failedDownload(response)) : success(location);
	} catch (error) {
		limit.stop();
		return failure(networkFailure(error, signal));
	}
}

/**
 * Opens a picture for streaming, without the API key. Never throws; the stream fails if the picture comes too slowly or
 * breaks off before its end. Redirects are followed by hand, and each URL must be allowed.
 */
export async function openPictureStream(
	client: Pick<ApiClient, 'context' | 'signal'>,
	url: string,
	isAllowed: (url: string) => boolean,
): Promise<Result<PictureStream>> {
	let target = url;
	for (let redirects = 0; redirects <= maxRedirects; redirects++) {
		if (!isAllowed(target)) {
			const why = cleanMessage(whyNotAllowed(target, isAllowed));
			return failure({ kind: 'refused', message: `${why}, so nothing is fetched from it` });
		}
		const opened = await request(client, target);
		if (!opened.ok) return opened;
		if (typeof opened.data !== 'string') return success(opened.data);
		target = opened.data;
	}
	return failure({ kind: 'refused', message: 'too many redirects' });
}
