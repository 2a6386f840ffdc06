import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import type { ServiceName } from '../../nodes/Midjourney/service/features';
import type { EmulatorOptions } from '../../emulator/server';
import { useEmulator } from './emulator';
import { otherClient } from './otherClient';
import { callWebhook, type Call, type WebhookResult } from './webhookCall';
import { makeWorkflow } from './workflow';

/** The secret in the credential of a trigger under test. */
export const secret = 'a secret of the tests';

/** The Midjourney Trigger and an emulator of its service. */
export function useTrigger(options?: EmulatorOptions, service: ServiceName = 'ohMyGpt') {
	const emulator = useEmulator(options);

	/** A workflow with an active trigger. Its static data is kept between calls. */
	async function listen(
		parameters: IDataObject = {},
		{
			credential = {},
			mode = 'webhook',
		}: { credential?: IDataObject; mode?: 'webhook' | 'manual' } = {},
	) {
		const settings = { webhookSecret: secret, callsBack: true, ...credential };
		const credentials =
			service === 'ohMyGpt' ? emulator.credentials(settings) : emulator.proxyCredentials(settings);
		const type = 'midjourneyTrigger';
		const setup = await makeWorkflow({
			...{ type, mode, credentials },
			parameters: { service, ...parameters },
		});
		return {
			setup,
			/** A callback as the service sends it. */
			report: async (body: unknown): Promise<WebhookResult> =>
				await callWebhook(setup, { body, query: { secret } }),
			/** A call of any client. */
			call: async (call: Call): Promise<WebhookResult> => await callWebhook(setup, call),
		};
	}

	return { emulator, client: otherClient(emulator), listen };
}

/** Items that a workflow was started with; none if it was not started. */
export const itemsOf = ({ outputs }: WebhookResult): IDataObject[] =>
	(outputs ?? []).flat().map(({ json }) => json);

/** Creates a task in another account of the same service. */
export async function createForeignTask({
	url,
	keys,
}: Pick<ReturnType<typeof useEmulator>, 'url' | 'keys'>): Promise<number> {
	const response = await fetch(`${url}${endpoints.imagine}`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${keys.otherAccount}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ model: 'midjourney', type: 'FAST', prompt: 'a kite' }),
	});
	return ((await response.json()) as { data: number }).data;
}
