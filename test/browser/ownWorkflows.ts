import type { INode } from 'n8n-workflow';

import type { StoredCredential } from '../../sandbox/rest';
import type { Workflow } from '../../sandbox/workflow';

const nodeOf = (name: string, type: string, position: INode['position']): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position,
	parameters: {},
});

/** A Midjourney node. */
export const midjourneyNode = (
	parameters: INode['parameters'],
	name = 'Midjourney',
	position: INode['position'] = [220, 0],
): INode => ({ ...nodeOf(name, 'n8n-nodes-midjourney.midjourney', position), parameters });

/** A workflow that runs one Midjourney node. */
export function workflowOf(
	parameters: INode['parameters'],
	{ type, id, name }: StoredCredential,
): Workflow {
	const start = nodeOf('Start', 'n8n-nodes-base.manualTrigger', [0, 0]);
	const node = { ...midjourneyNode(parameters), credentials: { [type]: { id, name } } };
	return {
		name: 'One node',
		nodes: [start, node],
		connections: { [start.name]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
	};
}
