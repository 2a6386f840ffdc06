import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const manifest = {
	name: 'n8n-nodes-sample',
	version: '1.0.0',
	description: 'Sample for the test of the gate',
	license: 'MIT',
	author: { name: 'Sample Author', email: 'author@sample.dev' },
	homepage: 'https://github.com/sample-author/n8n-nodes-sample',
	repository: { type: 'git', url: 'https://github.com/sample-author/n8n-nodes-sample.git' },
	keywords: ['n8n-community-node-package'],
	main: 'index.js',
	files: ['dist', 'index.js', 'CHANGELOG.md'],
	n8n: { n8nNodesApiVersion: 1, nodes: ['dist/nodes/Sample/Sample.node.js'], credentials: [] },
	peerDependencies: { 'n8n-workflow': '*' },
};

const node = `import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

export class Sample implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sample',
		name: 'sample',
		icon: { light: 'file:sample.svg', dark: 'file:sample.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["text"]}}',
		description: 'Passes items on',
		defaults: { name: 'Sample' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Text', name: 'text', type: 'string', default: '' }],
	};

	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	}
}
`;

const icon = (colour: string) =>
	`<svg xmlns="http://www.w3.org/2000/svg"><path fill="${colour}" d="M0 0h9v9z"/></svg>\n`;

const cleanFiles = {
	'README.md': '# Sample\n',
	'LICENSE.md': '# MIT License\n',
	'CHANGELOG.md': '# Changelog\n',
	'index.js': '',
	'nodes/Sample/Sample.node.ts': node,
	'nodes/Sample/sample.svg': icon('#000'),
	'nodes/Sample/sample.dark.svg': icon('#fff'),
	'dist/nodes/Sample/Sample.node.js': '"use strict";\n',
};

/**
 * Writes a small n8n package that passes verification to a new folder. `files` and `fields` add or replace
 * files and fields of package.json. Returns the folder.
 */
export function writeSamplePackage(
	files: Record<string, string> = {},
	fields: object = {},
): string {
	const root = mkdtempSync(join(tmpdir(), 'sample-package-'));
	const all = {
		...cleanFiles,
		'package.json': JSON.stringify({ ...manifest, ...fields }, null, 2),
		...files,
	};
	for (const [path, content] of Object.entries(all)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), content);
	}
	return root;
}
