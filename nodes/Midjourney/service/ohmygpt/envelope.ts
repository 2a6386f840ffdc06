import { isObject, type JsonObject } from '../../model/json';
import { cleanMessage } from '../cleanMessage';
import type { HttpResponse } from '../client';
import { classifyFailure, type FailureKind } from '../failures';
import { failure, success, type Result } from '../result';
import { parseRetryAfter } from '../retry';

/** Numbers beyond 2^53 would change when parsed: ids of that size become text first. */
const withSafeIds = (json: string) =>
	json.replace(/("(?:taskId|data)"\s*:\s*)(\d{16,})(?=\s*[,}\]])/g, '$1"$2"');

function parseBody(body: string): unknown {
	try {
		return JSON.parse(withSafeIds(body));
	} catch {
		return undefined;
	}
}

function wholeNumber(value: unknown): number | undefined {
	if (typeof value === 'number' && Number.isInteger(value)) return value;
	if (typeof value === 'string' && /^\d{1,6}$/.test(value.trim())) return Number(value);
	return undefined;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function messageOf(body: JsonObject): string {
	const nested = isObject(body.error) ? body.error.message : body.error;
	for (const text of [body.message, nested, body.msg, body.description, body.detail]) {
		if (typeof text === 'string' && text.trim() !== '') return cleanMessage(text);
	}
	return '';
}

/** Codes that mean success; 1 is that of related projects. */
const successCodes: readonly unknown[] = [200, 1];

/**
 * Reads `{ statusCode, message, data }`. Both the HTTP status and `statusCode` count, since errors come inside
 * HTTP 200 too; a body with `code` instead of `statusCode`, and none at all, are understood.
 * `at`: when the response came, in milliseconds since 1970.
 */
export function readEnvelope(response: HttpResponse, at: number): Result<unknown> {
	const body = parseBody(response.body);
	const retryAfterMs = parseRetryAfter(response.headers['retry-after'], at);
	const failed = (kind: FailureKind, status: number, message: string) =>
		failure({ kind, status, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });

	if (!isObject(body)) {
		const message = cleanMessage(response.body) || 'an empty response';
		if (response.status < 300) return failed('unreadable', response.status, message);
		const kind = classifyFailure(response.status, message);
		return failed(kind === 'notFound' ? 'gone' : kind, response.status, message);
	}
	const inside = wholeNumber(body.statusCode) ?? wholeNumber(body.code);
	const isHttpError = response.status >= 300;
	const isSuccess = inside === undefined ? 'data' in body : successCodes.includes(inside);
	if (!isHttpError && isSuccess) {
		const servedAt = Date.parse(textOf(response.headers.date));
		const data = 'data' in body ? body.data : body.result;
		return { ...success(data), ...(Number.isNaN(servedAt) ? {} : { servedAt }) };
	}

	const message = messageOf(body);
	if (!isHttpError && inside === undefined && message === '') {
		return failed('unreadable', response.status, cleanMessage(response.body));
	}
	const errorCode = inside !== undefined && inside >= 300 ? inside : undefined;
	const status = errorCode ?? (isHttpError ? response.status : 400);
	const kind = classifyFailure(status, message, body.errorType);
	return failed(kind, status, message || `status ${status}`);
}
