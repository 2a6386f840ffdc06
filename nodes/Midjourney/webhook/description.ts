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
