import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeTypeDescription } from 'n8n-workflow';

import type { N8nInstallation } from '../installation';
import type { Workflow } from '../workflow';

const prefix = 'n8n-nodes-base.';

/** The nodes of n8n that a workflow uses and an installed version does not have, e.g. "if 2.2". */
export function lackingNodes({ folder }: N8nInstallation, { nodes }: Workflow): string[] {
	const file = join(folder, 'node_modules', 'n8n-nodes-base', 'dist', 'types', 'nodes.json');
	const types = JSON.parse(readFileSync(file, 'utf8')) as INodeTypeDescription[];
	const available = new Set(
		types.flatMap(({ name, version }) => [version].flat().map((each) => `${name} ${each}`)),
	);
	const used = nodes
		.filter(({ type }) => type.startsWith(prefix))
		.map(({ type, typeVersion }) => `${type.slice(prefix.length)} ${typeVersion}`);
	return [...new Set(used)].filter((node) => !available.has(node));
}
