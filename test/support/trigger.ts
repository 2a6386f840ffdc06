import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import type { EmulatorOptions } from '../../emulator/server';
import { useEmulator } from './emulator';
import { otherClient } from './otherClient';
import { callWebhook, type Call, type Heard } from './webhookCall';
import { makeWorkflow } from './workflow';

/** The secret in the credential of a trigger under test. */
export const secret = 'a secret of the tests';

/** The Midjourney Trigger and an emulator of its service. */
export function useTrigger(options?: EmulatorOptions) {
	const emulator = useEmulator(options);

	/** A workflow that listens; what it remembers is kept from call to call. */
	async function listen(
		parameters: IDataObject = {},
		{
			credential = {},
			mode = 'webhook',
		}: { credential?: IDataObject; mode?: 'webhook' | 'manual' } = {},
	) {
		const credentials = emulator.credentials({ webhookSecret: secret, ...credential });
		const type = 'midjourneyTrigger';
		const made = await makeWorkflow({ type, mode, parameters, credentials });
		return {
			made,
			/** A call as the service makes it. */
			tell: async (body: unknown): Promise<Heard> =>
				await callWebhook(made, { body, query: { secret } }),
			/** A call from anybody. */
			call: async (call: Call): Promise<Heard> => await callWebhook(made, call),
		};
	}

	return { emulator, client: otherClient(emulator), listen };
}

/** Items with which a workflow has been started; none where none was. */
export const itemsOf = ({ outputs }: Heard): IDataObject[] =>
	(outputs ?? []).flat().map(({ json }) => json);

/** A task of another account of the same service. */
export async function foreignTask({
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
