import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { parseWireJson } from '../model/wireJson';

/** A value of the URL's query as it came: a text, a list where it was repeated, or nothing. */
export function queryValue(context: IWebhookFunctions, name: string): unknown {
	const query = context.getQueryData() as Record<string, unknown>;
	return Object.hasOwn(query, name) ? query[name] : undefined;
}

/** The part of n8n's request object that is used here. */
interface WebhookRequest {
	/** The body as it came; missing for a form with files. */
	rawBody?: Buffer;
}

/** The JSON in the body of a call, under any content type or none; undefined where it has none. */
export function jsonBody(context: IWebhookFunctions): unknown {
	// n8n reads JSON only where it is declared, and long numbers lose digits there.
	const { rawBody } = context.getRequestObject() as WebhookRequest;
	if (rawBody) return parseWireJson(rawBody.toString('utf8').replace(/^\uFEFF/, ''));
	const type = context.getHeaderData()['content-type'] ?? '';
	return /^application\/json\b/i.test(type) ? context.getBodyData() : undefined;
}

/** The part of n8n's response object that is used here. */
interface WebhookResponse {
	headersSent: boolean;
	status(code: number): WebhookResponse;
	json(body: object): WebhookResponse;
	end(): void;
}

/** Responds at once, before any slow work; a second response is ignored. */
export function respond(context: IWebhookFunctions, status: number, message: string): void {
	const response = context.getResponseObject() as WebhookResponse;
	if (!response.headersSent) response.status(status).json({ message }).end();
}

/** Responds and does nothing else: no workflow starts, no execution resumes. */
export function respondOnly(
	context: IWebhookFunctions,
	status: number,
	message: string,
): IWebhookResponseData {
	respond(context, status, message);
	return { noWebhookResponse: true };
}
