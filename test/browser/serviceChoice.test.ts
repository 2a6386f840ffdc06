import type { INode } from 'n8n-workflow';

import { storeWorkflow } from '../../sandbox/executions';
import { patienceMs } from '../../scripts/browser';
import { useN8n } from '../sandbox/useN8n';
import { nodeOnCanvas } from './nodePanel';
import { useBrowser } from './useBrowser';

jest.setTimeout(2 * patienceMs);

const n8n = useN8n();
const { page, pictured } = useBrowser(n8n);

const type = 'n8n-nodes-midjourney.midjourney';
const nodeWith = (parameters: INode['parameters']): INode => ({
	id: 'node',
	name: 'Midjourney',
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

/** Opens a workflow with one Midjourney node, and the panel of this node. */
async function openNode(parameters: INode['parameters']): Promise<void> {
	const stored = await storeWorkflow(n8n().rest, {
		name: 'Service',
		nodes: [nodeWith(parameters)],
		connections: {},
	});
	await page().goto(`/workflow/${stored.id}`);
	await nodeOnCanvas(page(), type);
	await page().locator(`[data-test-id="canvas-node"][data-node-type="${type}"]`).dblclick();
	await page().getByTestId('node-parameters').waitFor();
}

const label = (text: string) =>
	page().getByTestId('node-parameters').getByText(text, { exact: true });

const cases = [
	{
		title: 'OhMyGPT',
		parameters: { service: 'ohMyGpt' },
		credential: 'OhMyGPT',
		shown: ['Service', 'Resource', 'Operation', 'Prompt', 'Speed'],
		hidden: [],
	},
	{
		title: 'Midjourney Proxy',
		parameters: { service: 'midjourneyProxy' },
		credential: 'Midjourney Proxy',
		shown: ['Service', 'Resource', 'Operation', 'Prompt'],
		hidden: ['Speed'],
	},
];

test.each(cases)(
	'with the service $title the node has its credential and its fields, and no others',
	pictured(async ({ parameters, credential, shown, hidden }) => {
		await openNode(parameters);
		await page().getByText(`Connect to ${credential}`, { exact: true }).waitFor();
		for (const text of shown) await label(text).first().waitFor();
		for (const text of hidden) expect(await label(text).count()).toBe(0);
	}),
);

test(
	'an operation that the service lacks shows what to choose, and nothing else',
	pictured(async () => {
		await openNode({ service: 'ohMyGpt', resource: 'image', operation: 'shorten' });
		await page().getByText('needs the service').waitFor();
	}),
);
