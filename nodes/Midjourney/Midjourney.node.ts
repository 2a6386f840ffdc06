import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { loadOptions, properties, subtitle } from './operations/catalogue';
import { resume } from './run/resume';
import { run } from './run/run';
import { credentialTests } from './service/openService';
import { resumeWebhooks, sensitiveOutputFields } from './webhook/description';

export class Midjourney implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Midjourney',
		name: 'midjourney',
		icon: { light: 'file:midjourney.svg', dark: 'file:midjourney.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description: 'Generate, upscale and vary images with Midjourney',
		defaults: { name: 'Midjourney' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// `hide`, since n8n moves a field that shows credentials out of the panel.
		credentials: [
			{
				name: 'midjourneyProxyApi',
				required: true,
				testedBy: 'midjourneyProxyApiTest',
				displayOptions: { hide: { service: ['ohMyGpt'] } },
			},
			{
				name: 'ohMyGptApi',
				required: true,
				testedBy: 'ohMyGptApiTest',
				displayOptions: { hide: { service: ['midjourneyProxy'] } },
			},
		],
		webhooks: resumeWebhooks,
		sensitiveOutputFields,
		waitingNodeTooltip: 'Waiting until the service reports the end of the tasks',
		properties,
	};

	methods = { credentialTest: credentialTests, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resume(this);
	}
}
