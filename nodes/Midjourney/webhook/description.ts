import type { IWebhookDescription } from 'n8n-workflow';

/** The webhook that resumes a suspended execution. n8n registers it with the execution, so it has no life cycle. */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		path: '',
		restartWebhook: true,
		responseMode: 'onReceived',
		responseData: '',
	},
];

/**
 * A task repeats the webhook URL that was given with it. The node removes the secret from it; versions of n8n that redact
 * execution data hide all of it.
 */
export const sensitiveOutputFields = ['webhookUrl'];
