import type { INode } from 'n8n-workflow';

import { patienceMs } from '../../scripts/browser';
import { useN8n } from '../sandbox/useN8n';
import { openNode } from './nodeDetails';
import { midjourneyNode } from './ownWorkflows';
import { useBrowser } from './useBrowser';

jest.setTimeout(2 * patienceMs);

const n8n = useN8n();
const { page, pictured, openWorkflow } = useBrowser(n8n);

/** Opens a workflow with one Midjourney node, and this node. */
async function openWith(parameters: INode['parameters']): Promise<void> {
	await openWorkflow({ name: 'Service', nodes: [midjourneyNode(parameters)], connections: {} });
	await openNode(page(), 'Midjourney');
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
		await openWith(parameters);
		await page().getByText(`Connect to ${credential}`, { exact: true }).waitFor();
		for (const text of shown) await label(text).first().waitFor();
		for (const text of hidden) expect(await label(text).count()).toBe(0);
	}),
);

test(
	'an operation that the service lacks shows what to choose, and nothing else',
	pictured(async () => {
		await openWith({ service: 'ohMyGpt', resource: 'image', operation: 'shorten' });
		await page().getByText('needs the service').waitFor();
	}),
);
