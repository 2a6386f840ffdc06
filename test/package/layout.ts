import { posix } from 'node:path';
import { preProcessFile } from 'typescript';

/** A part of the sources, and the parts that its files may import besides their own. */
export interface Part {
	files: RegExp;
	imports: string[];
	/** Packages that it may import. */
	packages: RegExp;
}

const published = /^(n8n-workflow|node:crypto)$/;
const folder = (name: string) => new RegExp(`^nodes/Midjourney/${name}/`);
const layers = ['task', 'image', 'prompt', 'fields', 'api', 'model', 'facts'];

/**
 * The layout of the sources, as the direction of their imports. The first part that a file matches is its
 * own. Each operation is a part of its own as well: it imports no other operation.
 */
export const parts: Record<string, Part> = {
	'the node files': {
		files: /^nodes\/Midjourney\/[^/]+\.node\.ts$/,
		imports: ['the catalogue', 'the run', 'webhook', 'fields', 'api', 'model', 'facts'],
		packages: published,
	},
	'the catalogue': {
		files: /^nodes\/Midjourney\/operations\/catalogue\.ts$/,
		imports: ['an operation', 'what operations share', 'fields', 'model', 'facts'],
		packages: published,
	},
	'the run': {
		files: /^nodes\/Midjourney\/operations\/(run|resume|receive)\.ts$/,
		imports: ['the catalogue', 'what operations share', 'webhook', ...layers],
		packages: published,
	},
	'what operations share': {
		files: /^nodes\/Midjourney\/operations\/[^/]+\.ts$/,
		imports: ['webhook', ...layers],
		packages: published,
	},
	'an operation': {
		files: /^nodes\/Midjourney\/operations\/[^/]+\//,
		imports: ['what operations share', ...layers],
		packages: published,
	},
	task: { files: folder('task'), imports: ['api', 'model', 'facts'], packages: published },
	image: { files: folder('image'), imports: ['api', 'model', 'facts'], packages: published },
	webhook: { files: folder('webhook'), imports: ['model', 'facts'], packages: published },
	fields: {
		files: folder('fields'),
		imports: ['api', 'model', 'prompt', 'webhook', 'facts'],
		packages: published,
	},
	prompt: { files: folder('prompt'), imports: ['facts'], packages: published },
	api: { files: folder('api'), imports: ['model', 'facts'], packages: published },
	model: { files: folder('model'), imports: ['facts'], packages: published },
	facts: { files: folder('facts'), imports: [], packages: published },
	credentials: { files: /^credentials\/[^/]+\.ts$/, imports: ['facts'], packages: published },
	emulator: { files: /^emulator\//, imports: ['facts'], packages: /^(?!n8n)/ },
};

/** Name of the part that a file belongs to. */
export function partOf(path: string): string | undefined {
	return Object.entries(parts).find(([, { files }]) => files.test(path))?.[0];
}

/** `image/imagine` for every file of that operation, whether it is one file or a folder. */
function operationOf(path: string): string | undefined {
	return /\/operations\/([^/]+\/[^/.]+)/.exec(path)?.[1];
}

/** What is wrong with the imports of one file, by the layout; paths are relative to the repository's root. */
export function violations(path: string, source: string): string[] {
	const name = partOf(path);
	const part = name === undefined ? undefined : parts[name];
	if (!part) return [`${path} belongs to no part of the layout`];
	return preProcessFile(source)
		.importedFiles.map(({ fileName }) => fileName)
		.filter((imported) => {
			if (!imported.startsWith('.')) return !part.packages.test(imported);
			const target = targetOf(path, imported);
			const targetPart = partOf(target);
			if (targetPart === undefined) return true;
			if (targetPart !== name) return !part.imports.includes(targetPart);
			return name === 'an operation' && operationOf(path) !== operationOf(target);
		})
		.map((imported) => `${path} must not import ${imported}`);
}

function targetOf(path: string, imported: string): string {
	const target = posix.join(posix.dirname(path), imported);
	const inFolder = imported.endsWith('.') || imported.endsWith('/');
	return inFolder ? posix.join(target, 'index.ts') : `${target}.ts`;
}
