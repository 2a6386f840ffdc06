import { now } from '../../async/sleep';
import { isObject, toNumber } from '../../model/json';
import { parseWireJson } from '../../model/wireJson';
import { classifyFailure } from '../classifyFailure';
import { cleanMessage } from '../cleanMessage';
import type { HttpResponse } from '../client';
import type { FailureKind } from '../failures';
import { messageOf } from '../responseMessage';
import { failure, success, type Result } from '../result';
import { parseRetryAfter } from '../retry';
import { codes } from './facts/wire';

/** What a code says, whatever the HTTP status is. */
const kindOfCode: ReadonlyMap<number, FailureKind> = new Map([
	[codes.upstream, 'upstream'],
	[codes.queueFull, 'queueFull'],
	[codes.bannedWord, 'moderation'],
	[codes.saturated, 'rateLimit'],
]);

/** Words that no other kind of service has. */
const ownWords: ReadonlyArray<readonly [RegExp, FailureKind]> = [
	[/task_no_?found/i, 'unknownTask'],
	[/unknown_action/i, 'expiredButton'],
	[/quota_not_enough/i, 'balance'],
	[/no available channel|无可用渠道/i, 'permission'],
];

/** `code` of a body; undefined where it has none. */
export const codeOf = (body: unknown): number | undefined =>
	isObject(body) ? (toNumber(body.code) ?? undefined) : undefined;

const isAccepted = (code: number) => codes.accepted.some((each) => each === code);

const isHttpStatus = (code: number) => code >= 400 && code < 600;

/** Whether a status alone leaves open what the request did. */
const isUncertainStatus = (status: number) =>
	(status >= 300 && status < 400) ||
	[408, 409, 425, 499].includes(status) ||
	(status >= 500 && status !== 503);

/**
 * The JSON of a response. Servers send tasks and lists bare, and creations with a `code`; errors come with HTTP 200 too.
 * `quoted`: texts of the request that a refusal may repeat.
 */
export function readResponse(
	response: HttpResponse,
	quoted: readonly string[] = [],
): Result<unknown> {
	const { status, headers } = response;
	const body = parseWireJson(response.body);
	const code = codeOf(body);
	const saysNo = isObject(body) && (body.success === false || Boolean(body.error));
	if (status < 300 && !saysNo && (code === undefined || isAccepted(code))) {
		const isEmpty = response.body.trim() === '';
		if (body !== undefined || isEmpty) return success(body ?? null);
	}

	const retryAfterMs = parseRetryAfter(headers['retry-after'], now());
	const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
	const words = messageOf(body);
	// A wrong key may have an empty body, or a plain text.
	if ((code === undefined && words === '') || !isObject(body)) {
		const message = cleanMessage(response.body) || `status ${status}`;
		const isPlain = (status === 401 || status === 403) && !/</.test(response.body);
		const kind = classifyFailure({ status, message, isReadable: isPlain });
		return failure({ kind, status, message, ...wait });
	}
	const message = words || `code ${code}`;
	const own = ownWords.find(([pattern]) => pattern.test(message))?.[1];
	// Some servers write an HTTP status there, and have another one in HTTP.
	const statusOrCode = status < 400 && code !== undefined && isHttpStatus(code) ? code : status;
	const byStatus = isUncertainStatus(statusOrCode) ? 'server' : undefined;
	const isNoAddress = statusOrCode === 404 && code === undefined;
	const byWords = classifyFailure({
		status: statusOrCode < 300 ? 400 : statusOrCode,
		message,
		quoted,
	});
	const kind =
		byStatus ??
		kindOfCode.get(code ?? 0) ??
		own ??
		(isNoAddress ? 'gone' : undefined) ??
		(code === codes.failed && byWords === 'refused' ? 'server' : byWords);
	return failure({ kind, status, message, isReadable: true, ...wait });
}
