import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** As much of n8n's response object as is used here. */
interface Response {
	headersSent: boolean;
	status(code: number): Response;
	json(body: object): Response;
	end(): void;
}

/** Answers a call at once, before any slow work is done for it; what has been answered stays so. */
export function reply(context: IWebhookFunctions, status: number, message: string): void {
	const response = context.getResponseObject() as Response;
	if (!response.headersSent) response.status(status).json({ message }).end();
}

/** Answers a call from which nothing follows: no workflow starts, no execution goes on. */
export function turnAway(
	context: IWebhookFunctions,
	status: number,
	message: string,
): IWebhookResponseData {
	reply(context, status, message);
	return { noWebhookResponse: true };
}
