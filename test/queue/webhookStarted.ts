import type { INode } from 'n8n-workflow';

import type { Workflow } from '../../sandbox/workflow';
import { chain, type Link } from '../sandbox/chain';

/** An item that a workflow is started with. */
export interface StartItem {
	key: string;
	prompt: string;
}

const splitItems: Link = {
	name: 'Items',
	type: 'n8n-nodes-base.splitOut',
	parameters: { fieldToSplitOut: 'body.items' },
};

/** The last node, so that n8n has something to do after Midjourney. */
const end: Link = { name: 'End', type: 'n8n-nodes-base.noOp', parameters: {} };

/** A workflow that a POST with `items` starts, at `/webhook/PATH`, and that runs nodes one after the other for them. */
export function webhookStarted(path: string, ...links: Link[]): Workflow {
	const workflow = chain(path, splitItems, ...links, end);
	const nodes = workflow.nodes.map(
		(node): INode =>
			node.name === 'Start'
				? {
						...node,
						type: 'n8n-nodes-base.webhook',
						typeVersion: 2,
						webhookId: path,
						parameters: { httpMethod: 'POST', path, responseMode: 'onReceived' },
					}
				: node,
	);
	return { ...workflow, nodes };
}

/** A Midjourney node that makes a picture for each item. */
export const imagine = (parameters: INode['parameters'] = {}): Link => ({
	name: 'Midjourney',
	parameters: { prompt: '={{ $json.prompt }}', downloadImage: false, ...parameters },
});

export const itemsNamed = (name: string, count: number): StartItem[] =>
	Array.from({ length: count }, (_, i) => ({
		key: `${name}-${i + 1}`,
		prompt: `${name} paper boat ${i + 1}`,
	}));
