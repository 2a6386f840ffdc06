import { STATUS_CODES } from 'node:http';
import type { ApiError } from './apiErrors';
import { shownError } from './contrary/errorForms';
import type { Variants } from './variants';

/** An HTTP response. A body in chunks needs its length in advance. */
export interface HttpResponse {
	status: number;
	headers: Record<string, string>;
	body: Buffer | string | { length: number; chunks: Iterable<Buffer> };
	/** The `statusCode` in the body, for the request log. */
	statusCode?: number;
}

export function jsonResponse(body: unknown, status = 200, headers = {}): HttpResponse {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
		body: JSON.stringify(body),
	};
}

/** A result in the service's envelope. */
export function successResponse(data: unknown, message = 'Success'): HttpResponse {
	return { ...jsonResponse({ statusCode: 200, message, data }), statusCode: 200 };
}

const errorData = { null: { data: null }, missing: {}, object: { data: {} } };

/** An error in the service's envelope. The HTTP status is 200 unless a variant changes it. */
export function errorResponse(error: ApiError, variants: Variants): HttpResponse {
	const { statusCode, errorType, message, http } = shownError(error, variants);
	// A code such as 24 is no HTTP status.
	const usual = variants.errorStyle === 'http-status' && statusCode >= 200 ? statusCode : 200;
	const status = http ?? usual;
	if (variants.errorEnvelope === 'code') return jsonResponse({ code: statusCode, message }, status);
	const body = {
		statusCode,
		...(errorType && { errorType }),
		message,
		...errorData[variants.errorData],
	};
	return { ...jsonResponse(body, status), statusCode };
}

/** An HTML page, as a gateway in front of a service sends it. */
export function htmlResponse(status: number): HttpResponse {
	const title = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
	return {
		status,
		headers: { 'content-type': 'text/html' },
		body: `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`,
	};
}
