import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INode } from 'n8n-workflow';
import { hosts } from '../nodes/Midjourney/service/ohmygpt/facts/hosts';
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

/** This package's nodes, and n8n's HTTP Request where it is told to use the same credential. */
const uses = ({ type, parameters }: INode, credentialType: string) =>
	ownTypes.test(type) || parameters.nodeCredentialType === credentialType;

/** HTTP Request takes no base address from a credential: the usual host stands in its URL. */
function atHost(parameters: INode['parameters'], baseUrl: string): INode['parameters'] {
	const { url } = parameters;
	return typeof url === 'string'
		? { ...parameters, url: url.replace(hosts.api, baseUrl) }
		: parameters;
}

/**
 * The workflow with a credential chosen in each node that takes it, as a user does after importing it,
 * and with the credential's base address where a node names the usual one.
 */
export function withCredential(
	workflow: Workflow,
	{ id, name, type }: StoredCredential,
	baseUrl: string = hosts.api,
): Workflow {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			uses(node, type)
				? {
						...node,
						parameters: atHost(node.parameters, baseUrl),
						credentials: { [type]: { id, name } },
					}
				: node,
		),
	};
}
