import type { INodeProperties } from 'n8n-workflow';

export const webhookUrlField: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/…',
	description:
		"Address that OhMyGPT reports the task to, such as a Midjourney Trigger's. The secret of the credential is added by itself.",
	displayOptions: { show: { waitForCompletion: ['none'] } },
};
