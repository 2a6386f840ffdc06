import type { INode } from 'n8n-workflow';

import { patienceMs } from '../../scripts/browser';
import { useN8n } from '../sandbox/useN8n';
import { nodeOnCanvas, nodePanelOf, panelOpeners } from './nodePanel';
import { useBrowser } from './useBrowser';

jest.setTimeout(2 * patienceMs);

const n8n = useN8n();
const { page, pictured } = useBrowser(n8n);

const searches = [
	'midjourney',
	'Midjourney Trigger',
	'OhMyGPT',
	'text to image',
	'image generation',
	'generate image',
	'ai image',
	'ai art',
	'picture',
	'photo',
	'imagine',
	'upscale',
	'vary',
	'blend',
	'describe',
	'niji',
	'mj',
	'midjourney-proxy',
];

const nodeOf = (name: string, type: string, typeVersion: number): INode => ({
	id: name,
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters: {},
});
const trigger = nodeOf('Start', 'n8n-nodes-base.manualTrigger', 1);
const agent = nodeOf('AI Agent', '@n8n/n8n-nodes-langchain.agent', 2.2);

const panels = [
	{
		title: 'In the node panel',
		nodes: [trigger],
		open: panelOpeners.canvasPlus,
		result: 'Midjourney',
		way: ['Action in an app', 'Midjourney', 'Generate image from prompt'],
		end: { what: 'the node', type: 'n8n-nodes-midjourney.midjourney' },
	},
	{
		title: 'In the panel of triggers',
		nodes: [],
		open: panelOpeners.firstStep,
		// n8n shows a node and its trigger as one entry.
		result: 'Midjourney',
		way: ['On app event', 'Midjourney', 'On task completed'],
		end: { what: 'the trigger', type: 'n8n-nodes-midjourney.midjourneyTrigger' },
	},
	{
		title: 'In the tools of an AI Agent',
		nodes: [agent],
		open: panelOpeners.agentTool,
		result: 'Midjourney Tool',
		way: ['Action in an app', 'Midjourney Tool', 'Add to workflow'],
		end: { what: 'the tool', type: 'n8n-nodes-midjourney.midjourneyTool' },
	},
];

describe.each(panels)('$title', ({ title, nodes, open, result, way, end }) => {
	const panel = () => nodePanelOf(page());

	beforeAll(
		pictured(async () => {
			const id = await n8n().rest.createWorkflow({ name: title, nodes, connections: {} });
			await page().goto(`/workflow/${id}`);
			await open(page());
		}),
		2 * patienceMs,
	);

	it.each(searches)(
		`a search for "%s" finds ${result}`,
		pictured(async (words: string) => await panel().find(words, result)),
	);

	it(
		`without a search, ${way.join(' > ')} puts ${end.what} on the canvas`,
		pictured(async () => {
			await panel().choose(...way);
			await nodeOnCanvas(page(), end.type);
		}),
	);
});
