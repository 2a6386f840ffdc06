import {
	NodeConnectionTypes,
	NodeOperationError,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { triggerFields } from './fields/triggerFields';
import { trigger } from './run/trigger';
import { credentialTests, openService } from './service/openService';
import { sensitiveOutputFields } from './webhook/description';

export class MidjourneyTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Midjourney Trigger',
		name: 'midjourneyTrigger',
		icon: { light: 'file:midjourney.svg', dark: 'file:midjourney.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Generate images with Midjourney, and start workflows when its tasks end',
		defaults: { name: 'Midjourney Trigger' },
		inputs: [],
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
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		sensitiveOutputFields,
		eventTriggerDescription: 'Waiting for the service to report a task',
		activationMessage:
			"The trigger is active. Put its production URL into 'Webhook URL' of the Midjourney node that starts the tasks.",
		triggerPanel: {
			header: 'Receive Midjourney task updates',
			executionsHelp: {
				inactive:
					"While you build: put the <b>test URL</b> into 'Webhook URL' of the Midjourney node that starts a task, press <b>Execute step</b> here, and start one.",
				active:
					"The workflow starts for each report to the <b>production URL</b>. Put it into 'Webhook URL' of the Midjourney node that starts the tasks.",
			},
			activationHint: {
				inactive:
					"Publish the workflow, and put the <b>production URL</b> into 'Webhook URL' of the Midjourney node that starts the tasks.",
				active:
					"The workflow is published: put the <b>production URL</b> into 'Webhook URL' of the Midjourney node that starts the tasks.",
			},
		},
		properties: triggerFields,
	};

	methods = { credentialTest: credentialTests };

	/** URLs are not registered at the service: each task has its own. Only the secret is needed in advance. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { webhookSecret, features } = await openService(this);
				if (webhookSecret !== '') return false;
				const first = features.includes('privateWebhooks')
					? ''
					: "It is shown when 'Server Calls Back' is on. ";
				throw new NodeOperationError(
					this.getNode(),
					"'Webhook Secret' is not set in the credential: put any long random text there",
					{
						description: `${first}Reports have no signature; this secret protects the webhook from forged ones. Without it every call is refused.`,
					},
				);
			},
			create: async (): Promise<boolean> => await Promise.resolve(true),
			delete: async (): Promise<boolean> => await Promise.resolve(true),
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await trigger(this);
	}
}
