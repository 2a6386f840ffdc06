import { isObject, type JsonObject } from '../../model/json';
import { classifyFailure } from '../classifyFailure';
import { cleanMessage } from '../cleanMessage';
import type { HttpResponse } from '../client';
import type { FailureKind } from '../failures';
import { failure, success, type Result } from '../result';
import { messageOf } from '../responseMessage';
import { parseRetryAfter } from '../retry';
import { parseWireJson } from '../../model/wireJson';

function wholeNumber(value: unknown): number | undefined {
	if (typeof value === 'number' && Number.isInteger(value)) return value;
	if (typeof value === 'string' && /^\d{1,6}$/.test(value.trim())) return Number(value);
	return undefined;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '';

/** Whether a number means success: those of HTTP, the 1 of related projects, and the 0 of others where data follows. */
const isSuccessCode = (code: number, { data }: JsonObject) =>
	code === 1 || (code >= 200 && code < 300) || (code === 0 && data !== undefined && data !== null);

/** Whether a body says success: by its code, else by what it contains. A task or a list may come without an envelope. */
function isSuccess(body: JsonObject, code: number | undefined): boolean {
	if (body.success === false) return false;
	if (code !== undefined) return isSuccessCode(code, body);
	const isErrorCode = isText(body.code) && !/^(ok|success)$/i.test(body.code);
	if (isErrorCode || isObject(body.error) || isText(body.error)) return false;
	return 'data' in body || ('taskId' in body && 'status' in body) || Array.isArray(body.tasks);
}

function dataOf(body: JsonObject): unknown {
	if ('data' in body) return body.data;
	return 'result' in body ? body.result : body;
}

/** Whether a status leaves open what the request did, whatever else the response says. */
const isUncertainStatus = (status: number) =>
	(status >= 300 && status < 400) ||
	[408, 409, 425, 499].includes(status) ||
	(status >= 500 && status !== 503);

/**
 * Reads `{ statusCode, message, data }`. Both the HTTP status and `statusCode` count, since errors come inside
 * HTTP 200 too; a body with `code` instead of `statusCode`, and none at all, are understood.
 * `at`: when the response came, in milliseconds since 1970. `quoted`: texts of the request that a refusal may repeat.
 */
export function readEnvelope(
	response: HttpResponse,
	at: number,
	quoted: readonly string[] = [],
): Result<unknown> {
	const body = parseWireJson(response.body);
	const retryAfterMs = parseRetryAfter(response.headers['retry-after'], at);
	const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
	const unreadable = () => {
		const { status } = response;
		const message = cleanMessage(response.body) || 'an empty response';
		const kind = classifyFailure({ status, message, isReadable: false });
		return failure({ kind, status, message, ...wait });
	};
	const refused = (kind: FailureKind, status: number, message: string) =>
		failure({ kind, status, message, isReadable: true, ...wait });

	if (!isObject(body)) return unreadable();
	const inside = wholeNumber(body.statusCode) ?? wholeNumber(body.code);
	const isHttpError = response.status >= 300;
	if (!isHttpError && isSuccess(body, inside)) {
		const servedAt = Date.parse(textOf(response.headers.date));
		return { ...success(dataOf(body)), ...(Number.isNaN(servedAt) ? {} : { servedAt }) };
	}

	const message = messageOf(body);
	if (inside === undefined && message === '') return unreadable();
	// Larger codes are a service's own, and no status.
	const errorCode = inside !== undefined && inside >= 300 && inside < 600 ? inside : undefined;
	const httpStatus = isHttpError ? response.status : 400;
	const statuses = [errorCode ?? httpStatus, httpStatus];
	const status = statuses.find(isUncertainStatus) ?? errorCode ?? httpStatus;
	const kind = classifyFailure({ status, message, errorType: body.errorType, quoted });
	return refused(kind, status, message || `status ${status}`);
}
