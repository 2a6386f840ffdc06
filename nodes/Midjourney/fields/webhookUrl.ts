import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../model/inputError';
import { isHttpUrl, withQuery } from '../model/url';
import { secretParameter, signatureBy, signatureParameter } from '../webhook/secret';
import type { Item } from './item';
import { readWaitMode } from './waiting';

export const webhookUrlField: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/…',
	description:
		"URL that the service reports the task to, such as a Midjourney Trigger's. The secret of the credential is added automatically.",
	displayOptions: { show: { waitForCompletion: ['none'] } },
};

/** Where the service is to report a task, secret included; nothing where the user has set no URL. */
export function readWebhookUrl({ parameters, service }: Item): { webhookUrl?: string } {
	const given = parameters.text(webhookUrlField);
	if (given === '' || readWaitMode(parameters) !== 'none') return {};
	if (!isHttpUrl(given)) {
		throw new InputError("'Webhook URL' is no URL", 'Copy the production URL of the trigger.');
	}
	if (service.webhookSecret === '') {
		throw new InputError(
			"'Webhook Secret' is not set in the credential",
			"It protects a webhook from forged calls. Put any long random text there, or empty 'Webhook URL'.",
		);
	}
	const obstacle = service.callbackObstacle(given);
	if (obstacle) {
		throw new InputError(
			`'Webhook URL' cannot be used: ${obstacle.why}`,
			`${obstacle.next} Then copy the trigger's URL again, or empty 'Webhook URL'.`,
		);
	}
	const { webhookSecret, features } = service;
	return {
		webhookUrl: features.includes('privateWebhooks')
			? withQuery(given, secretParameter, webhookSecret)
			: withQuery(given, signatureParameter, signatureBy(webhookSecret)),
	};
}
