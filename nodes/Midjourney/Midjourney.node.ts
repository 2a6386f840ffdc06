import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { ohMyGptApiTest } from './service/ohmygpt/credentialTest';
import { loadOptions, properties } from './operations/catalogue';
import { resume } from './run/resume';
import { run } from './run/run';
import { resumeWebhooks, sensitiveOutputFields } from './webhook/description';

export class Midjourney implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Midjourney',
		name: 'midjourney',
		icon: { light: 'file:midjourney.svg', dark: 'file:midjourney.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Make pictures with Midjourney through OhMyGPT',
		defaults: { name: 'Midjourney' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ohMyGptApi', required: true, testedBy: 'ohMyGptApiTest' }],
		webhooks: resumeWebhooks,
		sensitiveOutputFields,
		waitingNodeTooltip: 'Waiting until OhMyGPT reports the end of the tasks',
		properties,
	};

	methods = { credentialTest: { ohMyGptApiTest }, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resume(this);
	}
}
