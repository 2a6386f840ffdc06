import { HookContext } from 'n8n-core';
import { useEmulator } from '../support/emulator';
import { makeWorkflow } from '../support/workflow';

const emulator = useEmulator();

/** What n8n does when the workflow is activated, or somebody listens in the editor. */
async function activate(mode: 'webhook' | 'manual', credential: object) {
	const credentials = emulator.credentials(credential as never);
	const made = await makeWorkflow({ type: 'midjourneyTrigger', mode, credentials });
	const { workflow, node, nodeType, additionalData } = made;
	const context = new HookContext(workflow, node, additionalData, mode, 'activate');
	const methods = nodeType.webhookMethods?.default;
	const isThere = await methods?.checkExists.call(context);
	return isThere || (await methods?.create.call(context));
}

describe.each(['webhook', 'manual'] as const)('The trigger, in mode %s', (mode) => {
	it.each([{}, { webhookSecret: '' }, { webhookSecret: '   ' }])(
		'does not listen without a secret, and says what to do: %j',
		async (credential) => {
			await expect(activate(mode, credential)).rejects.toMatchObject({
				message: expect.stringMatching(/^'Webhook Secret' is not set.*long random text/),
				description: expect.stringContaining('forged'),
			});
		},
	);

	it('listens with one, and asks nobody for it', async () => {
		expect(await activate(mode, { webhookSecret: 'open sesame' })).toBe(true);
		expect(await emulator.log()).toEqual([]);
	});
});

it('The trigger leaves without asking anybody', async () => {
	const { nodeType } = await makeWorkflow({ type: 'midjourneyTrigger' });
	expect(await nodeType.webhookMethods?.default?.delete.call({} as never)).toBe(true);
});
