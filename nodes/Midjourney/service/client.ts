import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';

import { startTimeLimit, type TimeLimits } from '../async/timeLimit';
import { isObject } from '../model/json';
import { cleanMessage } from './cleanMessage';
import { failure, success, type Failure, type Result } from './result';

/** What is needed to call a service for one node run. */
export interface ApiClient {
	context: IExecuteFunctions | IWebhookFunctions | IHookFunctions | ILoadOptionsFunctions;
	/** The credential by which n8n authenticates each request. */
	credentialName: string;
	/** Without a slash at the end. */
	baseUrl: string;
	/** Ends every request when the execution is stopped. */
	signal?: AbortSignal;
}

export interface ApiRequest {
	/** POST unless given. */
	method?: 'GET' | 'POST';
	/** Below the client's base URL. */
	path: string;
	query?: IDataObject;
	/** Sent as JSON, or as it is with `contentType`. */
	body?: IDataObject | Buffer;
	contentType?: string;
	limits: TimeLimits;
}

/** A response with its body as text. Header names are in lower case. */
export interface HttpResponse {
	status: number;
	headers: Readonly<Record<string, unknown>>;
	body: string;
}

/** Codes of connections that were never made: nothing can have reached the service. */
const notConnected =
	/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ERR_INVALID_URL|CERT_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*|ERR_TLS_.*)$/;

function codesIn(error: unknown): string[] {
	const codes: string[] = [];
	for (let level = error, depth = 0; isObject(level) && depth < 5; level = level.cause, depth++) {
		if (typeof level.code === 'string') codes.push(level.code);
	}
	return codes;
}

/** What an exception of n8n's request helper means for the request that was being sent. */
export function networkFailure(error: unknown, signal?: AbortSignal): Failure {
	const words =
		isObject(error) && typeof error.message === 'string' ? cleanMessage(error.message) : '';
	if (signal?.aborted) return { kind: 'cancelled', message: words || 'stopped' };
	const codes = codesIn(error);
	const message = [words, ...codes.filter((code) => !words.includes(code))].join(' ').trim();
	const kind = codes.some((code) => notConnected.test(code)) ? 'unreachable' : 'lost';
	return { kind, message: message || 'no response' };
}

/**
 * The only way to the API. Never throws: a broken connection is a failure, every response of HTTP a success.
 * HTTP errors are read by the caller and not by n8n, which would send a request that got a 401 a second time.
 */
export async function sendRequest(
	{ context, credentialName, baseUrl, signal }: ApiClient,
	{ method = 'POST', path, query, body, contentType, limits }: ApiRequest,
): Promise<Result<HttpResponse>> {
	const limit = startTimeLimit({ ...limits, idleMs: Infinity }, signal);
	const options: IHttpRequestOptions = {
		method,
		url: `${baseUrl}${path}`,
		headers: {
			Accept: 'application/json',
			...(contentType ? { 'Content-Type': contentType } : {}),
		},
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		// n8n ends a request only when its connection is idle for so long.
		timeout: limits.idleMs,
		...(query ? { qs: query } : {}),
		...(body ? { body } : {}),
		abortSignal: limit.signal,
	};
	try {
		const sent = context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialName,
			options,
		) as Promise<IN8nHttpFullResponse>;
		const response = await limit.race(sent);
		return success({
			status: response.statusCode,
			headers: response.headers,
			body: typeof response.body === 'string' ? response.body : JSON.stringify(response.body),
		});
	} catch (error) {
		return failure(networkFailure(error, signal));
	} finally {
		limit.stop();
	}
}
