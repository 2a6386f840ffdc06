import { HookContext } from 'n8n-core';
import { useEmulator } from '../support/emulator';
import { makeWorkflow } from '../support/workflow';

const emulator = useEmulator();

/** Does what n8n does when a workflow is activated, or when a user listens for a test event. */
async function activate(mode: 'webhook' | 'manual', credential: object) {
	const credentials = emulator.credentials(credential as never);
	const setup = await makeWorkflow({ type: 'midjourneyTrigger', mode, credentials });
	const { workflow, node, nodeType, additionalData } = setup;
	const context = new HookContext(workflow, node, additionalData, mode, 'activate');
	const methods = nodeType.webhookMethods?.default;
	const exists = await methods?.checkExists.call(context);
	return exists || (await methods?.create.call(context));
}

describe.each(['webhook', 'manual'] as const)('The trigger, in mode %s', (mode) => {
	it.each([{}, { webhookSecret: '' }, { webhookSecret: '   ' }])(
		'is not activated without a secret, and the error says what to do: %j',
		async (credential) => {
			await expect(activate(mode, credential)).rejects.toMatchObject({
				message: expect.stringMatching(/^'Webhook Secret' is not set.*long random text/),
				description: expect.stringContaining('forged'),
			});
		},
	);

	it('is activated with a secret, and sends no request', async () => {
		expect(await activate(mode, { webhookSecret: 'open sesame' })).toBe(true);
		expect(await emulator.log()).toEqual([]);
	});
});

it('The trigger is deactivated without a request', async () => {
	const { nodeType } = await makeWorkflow({ type: 'midjourneyTrigger' });
	expect(await nodeType.webhookMethods?.default?.delete.call({} as never)).toBe(true);
});
