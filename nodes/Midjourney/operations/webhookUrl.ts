import { isPrivateUrl } from '../service/allowedHosts';
import { secretParameter, withQuery } from '../webhook/secret';
import { refuse } from './operation';
import type { Item } from './operation';

/** Where the service is to report a task, secret included; nothing where the user has set no address. */
export function readWebhookUrl(item: Item): { webhookUrl?: string } {
	const { parameters, door } = item;
	const given = parameters.text('webhookUrl');
	if (given === '' || parameters.text('waitForCompletion') !== 'none') return {};
	const { apiBaseUrl, webhookSecret } = door.connection;
	if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) {
		throw refuse(item, "'Webhook URL' is no address", 'Copy the production URL of the trigger.');
	}
	if (webhookSecret === '') {
		throw refuse(
			item,
			"'Webhook Secret' is not set in the credential",
			"Calls to a webhook are told from forged ones by it. Put any long random text there, or empty 'Webhook URL'.",
		);
	}
	if (isPrivateUrl(given) && !isPrivateUrl(apiBaseUrl)) {
		throw refuse(
			item,
			"OhMyGPT cannot reach 'Webhook URL', which only your own network can reach",
			"Set WEBHOOK_URL of n8n to its public address, and copy the trigger's URL again.",
		);
	}
	return { webhookUrl: withQuery(given, secretParameter, webhookSecret) };
}
