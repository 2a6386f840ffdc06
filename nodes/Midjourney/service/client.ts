import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import { timeouts } from './ohmygpt/facts/accountLimits';
import { failure } from './result';
import type { Result, Failure } from './result';
import { credentialName } from './ohmygpt/settings';
import type { OhMyGptSettings } from './ohmygpt/settings';
import { cleanMessage, isObject, readEnvelope } from './ohmygpt/envelope';

/** The kinds of n8n context that may call the service. */
export type ApiContext = IExecuteFunctions | IWebhookFunctions | ILoadOptionsFunctions;

/** The way to the service for one node run: n8n's context and what the credential says. */
export interface Door {
	context: ApiContext;
	connection: OhMyGptSettings;
	/** Ends every call when the execution is stopped. */
	signal?: AbortSignal;
}

export interface ApiRequest {
	/** POST unless said otherwise. */
	method?: 'GET' | 'POST';
	/** One of `facts/endpoints`. */
	path: string;
	query?: IDataObject;
	/** Sent as JSON, or as it is with `contentType`. */
	body?: IDataObject | Buffer;
	contentType?: string;
	timeoutMs?: number;
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

/** Tells what an exception of n8n's request helper means for the request that was being sent. */
export function networkFailure(error: unknown, cancelled: boolean): Failure {
	const words = isObject(error) && typeof error.message === 'string' ? cleanMessage(error.message) : '';
	if (cancelled) return { kind: 'cancelled', message: words || 'stopped' };
	const codes = codesIn(error);
	const message = [words, ...codes.filter((code) => !words.includes(code))].join(' ').trim();
	const kind = codes.some((code) => notConnected.test(code)) ? 'unreachable' : 'lost';
	return { kind, message: message || 'no answer' };
}

/**
 * The one door to the API. Never throws: a refusal, an unreadable body and a broken connection are failures.
 * HTTP errors are read here and not by n8n, which would send a request that got a 401 a second time.
 */
export async function send(door: Door, request: ApiRequest): Promise<Result<unknown>> {
	const options: IHttpRequestOptions = {
		method: request.method ?? 'POST',
		url: `${door.connection.apiBaseUrl}${request.path}`,
		headers: {
			Accept: 'application/json',
			...(request.contentType ? { 'Content-Type': request.contentType } : {}),
		},
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: request.timeoutMs ?? timeouts.requestMs,
		...(request.query ? { qs: request.query } : {}),
		...(request.body ? { body: request.body } : {}),
		...(door.signal ? { abortSignal: door.signal } : {}),
	};
	try {
		const response = (await door.context.helpers.httpRequestWithAuthentication.call(
			door.context,
			credentialName,
			options,
		)) as IN8nHttpFullResponse;
		return readEnvelope(
			{
				status: response.statusCode,
				headers: response.headers,
				body: typeof response.body === 'string' ? response.body : JSON.stringify(response.body),
			},
			Date.now(),
		);
	} catch (error) {
		return failure(networkFailure(error, door.signal?.aborted === true));
	}
}

/** Tries the documented spellings of a path in turn; one that does not exist has done nothing. */
export async function sendToFirst(
	door: Door,
	paths: readonly string[],
	request: Omit<ApiRequest, 'path'>,
): Promise<Result<unknown>> {
	let answer: Result<unknown> = failure({ kind: 'gone', message: 'no path to try' });
	for (const path of paths) {
		answer = await send(door, { ...request, path });
		if (answer.ok || !['gone', 'notFound'].includes(answer.failure.kind)) return answer;
	}
	return answer;
}
