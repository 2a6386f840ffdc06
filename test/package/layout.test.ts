import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partOf, parts, violations } from './layout';

const root = join(__dirname, '../..');
const sources = globSync('{nodes,credentials,emulator}/**/*.ts', { cwd: root }).map((path) =>
	path.replaceAll('\\', '/'),
);
const check = (path: string) => violations(path, readFileSync(join(root, path), 'utf8'));

test('every source file has a place in the layout', () => {
	expect(sources.length).toBeGreaterThan(50);
	expect(sources.filter((path) => partOf(path) === undefined)).toEqual([]);
});

test.each(
	Object.entries(parts).map(([name, { imports }]) => ({
		name,
		imports: imports.join(', ') || 'nothing',
	})),
)('$name: imports only from $imports', ({ name }) => {
	expect(sources.filter((path) => partOf(path) === name).flatMap(check)).toEqual([]);
});

describe('an import against the layout is found', () => {
	const node = 'nodes/Midjourney';
	test.each([
		['facts that know the model', `${node}/facts/prices.ts`, '../model/task'],
		['the API layer reaching up', `${node}/api/request.ts`, '../task/watch'],
		['a prompt check that asks the network', `${node}/prompt/check.ts`, '../api/request'],
		['an operation that uses another', `${node}/operations/image/blend.ts`, './imagine'],
		[
			'an operation that uses one of another resource',
			`${node}/operations/image/blend.ts`,
			'../task/get',
		],
		['an operation that knows the catalogue', `${node}/operations/task/get.ts`, '../catalogue'],
		['shared code that knows an operation', `${node}/operations/deliver.ts`, './image/imagine'],
		[
			'a node file that goes past the catalogue',
			`${node}/Midjourney.node.ts`,
			'./operations/task/get',
		],
		['a node that uses the emulator', `${node}/api/request.ts`, '../../../emulator/server'],
		['a node that uses a test', `${node}/api/request.ts`, '../../../test/support/until'],
		['a node with a dependency', `${node}/api/request.ts`, 'undici'],
		['a node that reads files', `${node}/api/request.ts`, 'node:fs'],
		[
			'a credential that knows the API layer',
			'credentials/X.credentials.ts',
			'../nodes/Midjourney/api/request',
		],
		[
			'an emulator that parses as the node does',
			'emulator/wire.ts',
			'../nodes/Midjourney/model/task',
		],
		['an emulator that uses n8n', 'emulator/wire.ts', 'n8n-workflow'],
		['an import of a folder without a place', `${node}/api/request.ts`, '../stuff/thing'],
	])('%s', (_what, path, imported) => {
		const found = [`${path} must not import ${imported}`];
		expect(violations(path, `import { x } from '${imported}';`)).toEqual(found);
		expect(violations(path, `import type { x } from '${imported}';`)).toEqual(found);
		expect(violations(path, `export * from '${imported}';`)).toEqual(found);
		expect(violations(path, `const x = await import('${imported}');`)).toEqual(found);
	});

	test('a file in a folder without a place', () => {
		expect(violations(`${node}/stuff/thing.ts`, '')).toEqual([
			`${node}/stuff/thing.ts belongs to no part of the layout`,
		]);
	});

	test.each([
		['the same part', `${node}/facts/parameters/look.ts`, './parameter'],
		['a folder by its index', `${node}/prompt/check.ts`, '../facts/parameters'],
		['an index beside', `${node}/facts/parameters/combinations.ts`, '.'],
		['a file of the same operation', `${node}/operations/image/imagine/index.ts`, './request'],
		['n8n-workflow', `${node}/facts/prices.ts`, 'n8n-workflow'],
	])('but not %s', (_what, path, imported) => {
		expect(violations(path, `import { x } from '${imported}';`)).toEqual([]);
	});
});
