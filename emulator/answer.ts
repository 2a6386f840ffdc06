import { STATUS_CODES } from 'node:http';
import type { Refusal } from './refusals';
import type { Variants } from './variants';

/** What goes back to the client. A body in pieces carries its length beside it. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: Buffer | string | { length: number; pieces: Iterable<Buffer> };
	/** `statusCode` inside the body, for the log. */
	statusCode?: number;
}

export function jsonAnswer(body: unknown, status = 200, headers = {}): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
		body: JSON.stringify(body),
	};
}

/** The service's envelope around a result. */
export function success(data: unknown, message = 'Success'): Answer {
	return { ...jsonAnswer({ statusCode: 200, message, data }), statusCode: 200 };
}

/** The service's envelope around an error. By default it comes with HTTP 200. */
export function failure(refusal: Refusal, variants: Variants): Answer {
	const { statusCode, errorType, message } = refusal;
	const status = variants.errorStyle === 'http-status' ? statusCode : 200;
	if (variants.errorEnvelope === 'code') return jsonAnswer({ code: statusCode, message }, status);
	const body = { statusCode, ...(errorType && { errorType }), message, data: null };
	return { ...jsonAnswer(body, status), statusCode };
}

/** A page as gateways put it in front of a service. */
export function htmlAnswer(status: number): Answer {
	const title = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
	return {
		status,
		headers: { 'content-type': 'text/html' },
		body: `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`,
	};
}
