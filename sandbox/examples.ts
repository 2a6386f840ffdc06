import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INode } from 'n8n-workflow';
import { hosts } from '../nodes/Midjourney/service/ohmygpt/facts/hosts';
import type { ServiceName } from '../nodes/Midjourney/service/features';
import { root } from './paths';
import type { StoredCredential } from './rest';
import type { Workflow } from './workflow';

const folder = join(root, 'examples');
const ownTypes = /^n8n-nodes-midjourney\./;

export interface Example {
	/** File name, e.g. "01-imagine.json". */
	file: string;
	workflow: Workflow;
}

/** The workflows in examples/, in the order of their numbers. */
export function readExamples(): Example[] {
	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
	return files.sort().map((file) => {
		const text = readFileSync(join(folder, file), 'utf8');
		return { file, workflow: JSON.parse(text) as Workflow };
	});
}

/** The service that a node of this package uses. */
const serviceOf = ({ parameters }: INode): ServiceName =>
	parameters.service === 'midjourneyProxy' ? 'midjourneyProxy' : 'ohMyGpt';

/** Whether a node of the workflow uses the service. */
export const usesService = ({ nodes }: Workflow, service: ServiceName): boolean =>
	nodes.some((node) => ownTypes.test(node.type) && serviceOf(node) === service);

/** Whether a node uses the credential: of this package, an HTTP Request node set to this type, or a chat model. */
const usesCredential = (node: INode, credentialType: string) =>
	(credentialType === 'openAiApi' && node.type.endsWith('.lmChatOpenAi')) ||
	(ownTypes.test(node.type) && `${serviceOf(node)}Api` === credentialType) ||
	node.parameters.nodeCredentialType === credentialType;

/** Replaces the default host in the URL of an HTTP Request node, which does not use the base URL of a credential. */
function withBaseUrl(parameters: INode['parameters'], baseUrl: string): INode['parameters'] {
	const { url } = parameters;
	return typeof url === 'string'
		? { ...parameters, url: url.replace(hosts.api, baseUrl) }
		: parameters;
}

/** The workflow with another folder for its files. */
export const withFolder = (workflow: Workflow, filesFolder: string): Workflow =>
	JSON.parse(JSON.stringify(workflow).replaceAll('/home/node/.n8n-files', filesFolder)) as Workflow;

/**
 * The workflow with the credential set in all nodes that use it, as a user does after importing the workflow.
 * The default host in URLs is replaced by the credential's base URL.
 */
export function withCredential(
	workflow: Workflow,
	{ id, name, type }: StoredCredential,
	baseUrl: string = hosts.api,
): Workflow {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			usesCredential(node, type)
				? {
						...node,
						parameters: withBaseUrl(node.parameters, baseUrl),
						credentials: { [type]: { id, name } },
					}
				: node,
		),
	};
}
