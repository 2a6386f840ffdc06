import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** A value of the URL's query as it came: a text, a list where it was repeated, or nothing. */
export function queryValue(context: IWebhookFunctions, name: string): unknown {
	const query = context.getQueryData() as Record<string, unknown>;
	return Object.hasOwn(query, name) ? query[name] : undefined;
}

/** The body of a call, if it was sent as JSON. */
export function jsonBody(context: IWebhookFunctions): unknown {
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
