import { failureFacts } from '../failures';
import type { FailureKind } from '../failures';
import { failure, success } from '../result';
import type { Result } from '../result';

/** An HTTP answer with its body as text. Header names are in lower case. */
export interface HttpResponse {
	status: number;
	headers: Readonly<Record<string, unknown>>;
	body: string;
}

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const longestMessage = 500;

/** Text from outside, fit for an error: no keys, no control characters, no mark-up, not endless. */
export function cleanMessage(text: string): string {
	const plain = text
		.slice(0, 4 * longestMessage)
		.replace(/<[^<>]*>/g, ' ')
		.replace(/\bsk-[\w-]{6,}/g, 'sk-***')
		.replace(/([?&](?:secret|nonce|signature)=)[^&\s"'<>]+/gi, '$1***')
		.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
		.replace(/ {2,}/g, ' ')
		.trim();
	return plain.length > longestMessage ? `${plain.slice(0, longestMessage)}…` : plain;
}

/** Numbers beyond 2^53 would change when parsed: ids of that size become text first. */
const withSafeIds = (json: string) =>
	json.replace(/("(?:taskId|data)"\s*:\s*)(\d{16,})(?=\s*[,}\]])/g, '$1"$2"');

function parsed(body: string): unknown {
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

/** Milliseconds from a Retry-After header, given in seconds or as a date. */
export function parseRetryAfter(header: unknown, now: number): number | undefined {
	if (typeof header !== 'string' && typeof header !== 'number') return undefined;
	const text = String(header).trim();
	if (/^\d{1,7}$/.test(text)) return Number(text) * 1000;
	const date = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function messageOf(body: JsonObject): string {
	const nested = isObject(body.error) ? body.error.message : body.error;
	for (const text of [body.message, nested, body.msg, body.description, body.detail]) {
		if (typeof text === 'string' && text.trim() !== '') return cleanMessage(text);
	}
	return '';
}

/** Tells what a refusal means, from its machine code, its words and its status. */
export function classifyFailure(status: number, message: string, errorType?: unknown): FailureKind {
	const fact = failureFacts.find(
		({ errorTypes, words }) =>
			(typeof errorType === 'string' && errorTypes?.includes(errorType)) ||
			(status < 500 && words?.test(message)),
	);
	const byStatus = () => failureFacts.find(({ statuses }) => statuses?.includes(status));
	return (fact ?? byStatus())?.kind ?? (status >= 500 ? 'server' : 'refused');
}

/** Codes that mean success; 1 is that of related projects. */
const successCodes: readonly unknown[] = [200, 1];

/**
 * Reads `{ statusCode, message, data }`. Both the HTTP status and `statusCode` count, since errors come inside
 * HTTP 200 too; a body with `code` instead of `statusCode`, and none at all, are understood.
 */
export function readEnvelope(answer: HttpResponse, now: number): Result<unknown> {
	const body = parsed(answer.body);
	const wait = parseRetryAfter(answer.headers['retry-after'], now);
	const failed = (kind: FailureKind, status: number, message: string) =>
		failure({ kind, status, message, ...(wait === undefined ? {} : { retryAfterMs: wait }) });

	if (!isObject(body)) {
		const message = cleanMessage(answer.body) || 'an empty answer';
		if (answer.status < 300) return failed('unreadable', answer.status, message);
		const kind = classifyFailure(answer.status, message);
		return failed(kind === 'notFound' ? 'gone' : kind, answer.status, message);
	}
	const inside = wholeNumber(body.statusCode) ?? wholeNumber(body.code);
	const refusedByHttp = answer.status >= 300;
	const isSuccess = inside === undefined ? 'data' in body : successCodes.includes(inside);
	if (!refusedByHttp && isSuccess) {
		const servedAt = Date.parse(textOf(answer.headers.date));
		const data = 'data' in body ? body.data : body.result;
		return { ...success(data), ...(Number.isNaN(servedAt) ? {} : { servedAt }) };
	}

	const message = messageOf(body);
	if (!refusedByHttp && inside === undefined && message === '') {
		return failed('unreadable', answer.status, cleanMessage(answer.body));
	}
	const told = inside !== undefined && inside >= 300 ? inside : undefined;
	const status = told ?? (refusedByHttp ? answer.status : 400);
	return failed(classifyFailure(status, message, body.errorType), status, message || `status ${status}`);
}
