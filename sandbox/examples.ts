import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './paths';
import type { StoredCredential } from './rest';
import type { Workflow } from './workflow';

const folder = join(root, 'examples');
const ownTypes = /^n8n-nodes-midjourney\./;

export interface Example {
	/** Name of its file, e.g. "01-imagine.json". */
	file: string;
	workflow: Workflow;
}

/** The workflows of examples/, in the order of their numbers. */
export function readExamples(): Example[] {
	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
	return files.sort().map((file) => {
		const text = readFileSync(join(folder, file), 'utf8');
		return { file, workflow: JSON.parse(text) as Workflow };
	});
}

/** The workflow with a credential chosen in each node of this package, as a user does after importing it. */
export function withCredential(workflow: Workflow, { id, name, type }: StoredCredential): Workflow {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			ownTypes.test(node.type) ? { ...node, credentials: { [type]: { id, name } } } : node,
		),
	};
}
