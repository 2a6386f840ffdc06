import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { loadOptions, properties } from './operations/catalogue';
import { resume } from './run/resume';
import { run } from './run/run';
import { ohMyGptApiTest } from './service/openService';
import { resumeWebhooks, sensitiveOutputFields } from './webhook/description';

export class Midjourney implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Midjourney',
		name: 'midjourney',
		icon: { light: 'file:midjourney.svg', dark: 'file:midjourney.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Generate, upscale and vary images with Midjourney',
		defaults: { name: 'Midjourney' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ohMyGptApi', required: true, testedBy: 'ohMyGptApiTest' }],
		webhooks: resumeWebhooks,
		sensitiveOutputFields,
		waitingNodeTooltip: 'Waiting until the service reports the end of the tasks',
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
