import type { IWebhookDescription } from 'n8n-workflow';

/** The address that wakes a sleeping execution up. n8n registers it with the execution, so it has no life cycle. */
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
 * A task repeats the address that was given with it. The node takes the secret out of it; versions of n8n that redact
 * execution data show nothing of it.
 */
export const sensitiveOutputFields = ['webhookUrl'];
