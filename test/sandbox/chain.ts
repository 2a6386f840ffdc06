import type { INode } from 'n8n-workflow';

import type { Workflow } from '../../sandbox/workflow';

/** A node of a chain: what differs from a Midjourney node with all fields at their defaults. */
export type Link = Pick<INode, 'name' | 'parameters'> & Partial<INode>;

const start: Link = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	parameters: {},
};

/** A workflow that is started by hand and runs its nodes one after the other. */
export function chain(name: string, ...links: Link[]): Workflow {
	const nodes = [start, ...links].map(
		(link, i): INode => ({
			id: `node-${i}`,
			type: 'n8n-nodes-midjourney.midjourney',
			typeVersion: 1,
			position: [i * 220, 0],
			...link,
		}),
	);
	const connections = nodes.slice(1).map((node, i) => {
		const main = [[{ node: node.name, type: 'main' as const, index: 0 }]];
		return [nodes[i]?.name, { main }] as const;
	});
	return {
		name,
		nodes,
		connections: Object.fromEntries(connections),
		settings: { executionOrder: 'v1' },
	};
}

/** Nodes that output an item for each prompt, in its field `prompt`. */
export const listOf = (prompts: readonly string[]): Link[] => [
	{
		name: 'List',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ prompt: prompts }) },
	},
	{
		name: 'One by One',
		type: 'n8n-nodes-base.splitOut',
		parameters: { fieldToSplitOut: 'prompt' },
	},
];
