import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';
import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { ohMyGptApiTest } from './service/ohmygpt/credentialTest';
import { credentialName, readSettings } from './service/ohmygpt/settings';
import { triggerFields } from './fields/trigger';
import { receive } from './run/trigger';
import { sensitiveOutputFields } from './webhook/description';

export class MidjourneyTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Midjourney Trigger',
		name: 'midjourneyTrigger',
		icon: { light: 'file:midjourney.svg', dark: 'file:midjourney.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts a workflow when Midjourney finishes a task, through OhMyGPT',
		defaults: { name: 'Midjourney Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ohMyGptApi', required: true, testedBy: 'ohMyGptApiTest' }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		sensitiveOutputFields,
		eventTriggerDescription: 'Waiting for OhMyGPT to report a task',
		activationMessage:
			"The trigger listens now. Put its production URL into 'Webhook URL' of the Midjourney node that starts the tasks.",
		triggerPanel: {
			header: 'Let OhMyGPT report tasks to this workflow',
			executionsHelp: {
				inactive:
					"While you build: put the <b>test URL</b> into 'Webhook URL' of the Midjourney node that starts a task, press <b>Execute step</b> here, and start one.",
				active:
					"The workflow starts for each report that comes to the <b>production URL</b>, which belongs into 'Webhook URL' of the Midjourney node that starts the tasks.",
			},
			activationHint:
				"Publish the workflow, and put the <b>production URL</b> into 'Webhook URL' of the Midjourney node that starts the tasks.",
		},
		properties: triggerFields,
	};

	methods = { credentialTest: { ohMyGptApiTest } };

	/** The service has no call to register an address: it goes with each task. Only the secret is needed beforehand. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { webhookSecret } = readSettings(await this.getCredentials(credentialName));
				if (webhookSecret !== '') return false;
				throw new NodeOperationError(
					this.getNode(),
					"'Webhook Secret' is not set in the credential: put any long random text there",
					{
						description:
							'OhMyGPT signs nothing, so calls are told from forged ones by this secret. Without it every call is refused.',
					},
				);
			},
			create: async (): Promise<boolean> => await Promise.resolve(true),
			delete: async (): Promise<boolean> => await Promise.resolve(true),
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
