import type { ICredentialType, INodeType, INodeTypes } from 'n8n-workflow';
import { basename, join } from 'node:path';
import manifest from '../../package.json';

const root = join(__dirname, '../..');

/** Creates an instance of every class that the manifest registers, from its TypeScript source. */
async function instances<T extends object>(registered: string[], suffix: string): Promise<T[]> {
	return await Promise.all(
		registered.map(async (path) => {
			const source = path.replace(/^dist\//, '').replace(/\.js$/, '');
			const className = basename(source, suffix);
			const module = (await import(join(root, source))) as Record<
				string,
				(new () => T) | undefined
			>;
			const type = module[className];
			if (!type) throw new Error(`${source} exports no class ${className}`);
			return new type();
		}),
	);
}

/** The package's own nodes, as n8n would load them. */
export const packageNodes = async () => await instances<INodeType>(manifest.n8n.nodes, '.node');

/** The package's own credentials, as n8n would load them. */
export const packageCredentials = async () =>
	await instances<ICredentialType>(manifest.n8n.credentials, '.credentials');

/** Name under which n8n knows a node of this package, e.g. `n8n-nodes-midjourney.midjourney`. */
export const fullTypeName = (name: string) => `${manifest.name}.${name}`;

/** n8n's registry of node types, over a plain table. Throws for a type that is not in it. */
export function registryOf(types: Record<string, INodeType>): INodeTypes {
	const find = (name: string): INodeType => {
		const type = types[name];
		if (!type) throw new Error(`No node type ${name}; known: ${Object.keys(types).join(', ')}`);
		return type;
	};
	return {
		getByName: find,
		getByNameAndVersion: find,
		getKnownTypes: () =>
			Object.fromEntries(
				Object.keys(types).map((name) => [name, { className: name, sourcePath: '' }]),
			),
	};
}
