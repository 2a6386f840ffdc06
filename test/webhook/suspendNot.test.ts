import type { INodeType } from 'n8n-workflow';
import { runNode } from '../support/n8n';
import { packageCredentials, packageNodes } from '../support/packageTypes';
import { usePublicName } from '../support/publicName';
import { useSuspension } from '../support/suspension';
import { runAsTool } from '../support/tool';

const { emulator, optionsFor, tasks } = useSuspension();
const publicName = usePublicName('ohmygpt.test');

describe('Instead of sleeping the node polls, and says so before anything is paid', () => {
	beforeEach(async () => await emulator.settings({ durationSeconds: { min: 5, max: 5 } }));

	it('where OhMyGPT could not reach the address of n8n', async () => {
		const options = optionsFor('image.imagine', { prompt: 'a kite' });
		const { port } = new URL(emulator.url);
		const credentials = emulator.credentials({ baseUrl: `http://${publicName}:${port}` });
		const run = await runNode({ ...options, credentials }).finished;
		expect(run).toMatchObject({ status: 'success', items: [{ json: { status: 'SUCCESS' } }] });
		expect(run.hints).toMatchObject([
			{ message: expect.stringMatching(/127\.0\.0\.1:5678.*WEBHOOK_URL/) },
		]);
		expect(await tasks()).toMatchObject([{ webhook: null }]);
	});

	it('where it is run as a tool of an AI agent', async () => {
		const run = await runAsTool(optionsFor('image.imagine', { prompt: 'a kite' }));
		expect(run.items).toMatchObject([{ json: { status: 'SUCCESS' } }]);
		expect(run.hints).toMatchObject([{ message: expect.stringContaining('AI tool') }]);
		expect(await tasks()).toMatchObject([{ webhook: null }]);
	});

	it('where n8n runs it as a node of the kind that it makes for agents', async () => {
		const [midjourney] = await packageNodes();
		const description = { ...midjourney!.description, name: 'midjourneyTool' };
		const type = Object.assign(Object.create(midjourney!) as INodeType, { description });
		const credentialTypes = await packageCredentials();
		const options = optionsFor('image.imagine', { prompt: 'a kite' }, { type, credentialTypes });
		expect(await runNode(options).finished).toMatchObject({
			status: 'success',
			items: [{ json: { status: 'SUCCESS' } }],
			hints: [{ message: expect.stringContaining('AI tool') }],
		});
	});
});
