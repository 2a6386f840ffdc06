import type { IWebhookFunctions } from 'n8n-workflow';

/** A value of the address's query as it came: a text, a list where it was repeated, or nothing. */
export function queryValue(context: IWebhookFunctions, name: string): unknown {
	const query = context.getQueryData() as Record<string, unknown>;
	return Object.hasOwn(query, name) ? query[name] : undefined;
}

/** The body of a call, if it was sent as JSON: OhMyGPT sends nothing else. */
export function jsonBody(context: IWebhookFunctions): unknown {
	const type = context.getHeaderData()['content-type'] ?? '';
	return /^application\/json\b/i.test(type) ? context.getBodyData() : undefined;
}
