import type { INodeType } from 'n8n-workflow';
import { runNode } from '../support/n8n';
import { packageCredentials, packageNodes } from '../support/packageTypes';
import { usePublicName } from '../support/publicName';
import { useSuspension } from '../support/suspension';
import { runAsTool } from '../support/tool';

const { emulator, optionsFor, tasks } = useSuspension();
const publicName = usePublicName('ohmygpt.test');

describe('The node polls instead of suspending, with a hint, before anything is paid', () => {
	beforeEach(async () => await emulator.settings({ durationSeconds: { min: 5, max: 5 } }));

	it('if OhMyGPT cannot reach the URL of n8n', async () => {
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

	it('if it runs as a tool of an AI agent', async () => {
		const run = await runAsTool(optionsFor('image.imagine', { prompt: 'a kite' }));
		expect(run.items).toMatchObject([{ json: { status: 'SUCCESS' } }]);
		expect(run.hints).toMatchObject([{ message: expect.stringContaining('AI tool') }]);
		expect(await tasks()).toMatchObject([{ webhook: null }]);
	});

	it('if n8n runs it as the tool variant of the node', async () => {
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
