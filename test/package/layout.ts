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
const folderPart = (name: string, ...imports: string[]): Part => ({
	files: folder(name),
	imports,
	packages: published,
});

/**
 * The layout of the sources, as the direction of their imports. The first part that a file matches is its
 * own. Each operation is a part of its own as well: it imports no other operation.
 */
export const parts: Record<string, Part> = {
	'the node files': {
		files: /^nodes\/Midjourney\/[^/]+\.node\.ts$/,
		imports: [
			...['the catalogue', 'the choice of the provider', 'run', 'webhook', 'fields'],
			...['service', 'model', 'facts'],
		],
		packages: published,
	},
	'the catalogue': {
		files: /^nodes\/Midjourney\/operations\/catalogue\.ts$/,
		imports: [
			...['the contract of operations', 'an operation', 'an operation of one provider'],
			...['fields', 'service'],
		],
		packages: published,
	},
	'the contract of operations': {
		files: /^nodes\/Midjourney\/operations\/operation\.ts$/,
		imports: ['fields', 'service', 'model'],
		packages: published,
	},
	'an operation of one provider': {
		files: /^nodes\/Midjourney\/operations\/(account|apiKey)\//,
		imports: ['the contract of operations', 'output', 'fields', 'service', 'one provider', 'model'],
		packages: published,
	},
	'an operation': folderPart(
		'operations',
		...['the contract of operations', 'the choice of the provider'],
		...['output', 'task', 'image', 'prompt', 'fields', 'service', 'model', 'facts', 'async'],
	),
	run: folderPart(
		'run',
		...['the catalogue', 'the contract of operations', 'the choice of the provider', 'output'],
		...['task', 'fields', 'webhook', 'service', 'model', 'async'],
	),
	output: folderPart(
		'output',
		...['image', 'fields', 'prompt', 'service', 'model', 'facts', 'async'],
	),
	image: folderPart('image', 'fields', 'service', 'model', 'facts', 'async'),
	task: folderPart('task', 'service', 'model', 'facts', 'async'),
	fields: folderPart('fields', 'service', 'webhook', 'prompt', 'model', 'facts'),
	webhook: folderPart('webhook', 'model'),
	'facts of one provider': folderPart('service/[^/]+/facts', 'facts'),
	'one provider': folderPart(
		'service/[^/]+',
		'facts of one provider',
		'service',
		'model',
		'facts',
		'async',
	),
	'the choice of the provider': {
		files: /^nodes\/Midjourney\/service\/openService\.ts$/,
		imports: ['one provider', 'facts of one provider', 'service', 'model'],
		packages: published,
	},
	'the failure table': {
		files: /^nodes\/Midjourney\/service\/failures\.ts$/,
		imports: ['facts of one provider', 'service'],
		packages: published,
	},
	service: folderPart('service', 'model', 'facts', 'async'),
	prompt: folderPart('prompt', 'facts'),
	model: folderPart('model', 'facts'),
	facts: folderPart('facts'),
	async: folderPart('async'),
	credentials: {
		files: /^credentials\/[^/]+\.ts$/,
		imports: ['facts of one provider'],
		packages: published,
	},
	emulator: {
		files: /^emulator\//,
		imports: ['facts', 'facts of one provider'],
		packages: /^(?!n8n)/,
	},
};

/** Parts that count as another one where they are imported. */
const importedAs: Record<string, string> = { 'the failure table': 'service' };

/** Parts above `service/`: they must not depend on what one provider is like. */
const aboveService = [
	...['the node files', 'the catalogue', 'the contract of operations', 'an operation', 'run'],
	...['output', 'image', 'task', 'fields', 'webhook', 'model', 'prompt', 'facts', 'async'],
];

/** What names one provider: itself, its paths, and names of its credential's fields. */
const providerNames =
	/OhMyGPT|\/api\/v1|wsrv|(content|imageProxy|api)BaseUrl|\bmembership\b|imageS3Url|imageDcUrl|statusCode/i;

/** Comments, and the names that n8n requires, are no dependence. */
const allowedNames = /^\s*(\*|\/\*\*|\/\/)|ohMyGptApi|service: \['ohMyGpt'\]/;

/** Lines of a file above `service/` that name one provider. */
export function providerLines(path: string, source: string): string[] {
	if (!aboveService.includes(partOf(path) ?? '')) return [];
	return source
		.split('\n')
		.filter((line) => providerNames.test(line) && !allowedNames.test(line))
		.map((line) => `${path}: ${line.trim()}`);
}

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
			const importedPart = importedAs[targetPart] ?? targetPart;
			if (importedPart !== name) return !part.imports.includes(importedPart);
			return name.startsWith('an operation') && operationOf(path) !== operationOf(target);
		})
		.map((imported) => `${path} must not import ${imported}`);
}

function targetOf(path: string, imported: string): string {
	const target = posix.join(posix.dirname(path), imported);
	const inFolder = imported.endsWith('.') || imported.endsWith('/');
	return inFolder ? posix.join(target, 'index.ts') : `${target}.ts`;
}
