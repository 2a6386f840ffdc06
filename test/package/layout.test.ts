import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { partOf, parts, providerLines, violations } from './layout';

const root = join(__dirname, '../..');
const sources = globSync('{nodes,credentials,emulator}/**/*.ts', { cwd: root }).map((path) =>
	path.replaceAll('\\', '/'),
);
const check = (path: string) => violations(path, readFileSync(join(root, path), 'utf8'));

test('every source file belongs to a part of the layout', () => {
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

test('nothing above service/ names a provider, its paths or fields of its credential', () => {
	const lines = sources.flatMap((path) =>
		providerLines(path, readFileSync(join(root, path), 'utf8')),
	);
	expect(lines).toEqual([]);
});

test.each([
	['a path', "const path = '/api/v1/ai/draw/mj/imagine';"],
	['the name in a text', "description: 'Request OhMyGPT'"],
	['a field of the credential', 'settings.contentBaseUrl'],
	['the envelope', 'body.statusCode'],
])('%s above service/ is found', (_what, line) => {
	expect(providerLines('nodes/Midjourney/task/submit.ts', line)).toHaveLength(1);
	expect(providerLines('nodes/Midjourney/service/ohmygpt/send.ts', line)).toEqual([]);
});

test('file names below nodes/ are unique, those of two resources apart', () => {
	const names = sources
		.filter((path) => path.startsWith('nodes/'))
		.map((path) => {
			const resource = /\/operations\/(\w+)\//.exec(path)?.[1];
			return resource === undefined ? basename(path) : `${resource}/${basename(path)}`;
		});
	expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test('no file of nodes/ has more than 200 lines', () => {
	const long = sources
		.filter((path) => path.startsWith('nodes/'))
		.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 201);
	expect(long).toEqual([]);
});

describe('an import against the layout is found', () => {
	const node = 'nodes/Midjourney';
	const client = `${node}/service/client.ts`;
	test.each([
		['facts that know the model', `${node}/facts/actions.ts`, '../model/task'],
		['the service reaching up', client, '../task/submit'],
		['the service knowing one provider', client, './ohmygpt/send'],
		['the engine knowing one provider', `${node}/task/submit.ts`, '../service/ohmygpt/tasks'],
		['output knowing one provider', `${node}/output/taskJson.ts`, '../service/ohmygpt/money'],
		[
			'an image operation knowing one provider',
			`${node}/operations/image/blend.ts`,
			'../../service/ohmygpt/tasks',
		],
		['a prompt check that sends requests', `${node}/prompt/check.ts`, '../service/client'],
		['an operation that uses another', `${node}/operations/image/blend.ts`, './imagine'],
		[
			'an operation that uses one of another resource',
			`${node}/operations/image/blend.ts`,
			'../task/get',
		],
		['an operation that knows the catalogue', `${node}/operations/task/get.ts`, '../catalogue'],
		[
			'shared code that knows an operation',
			`${node}/output/taskOutput.ts`,
			'../operations/image/imagine',
		],
		[
			'a node file that bypasses the catalogue',
			`${node}/Midjourney.node.ts`,
			'./operations/task/get',
		],
		['a node that uses the emulator', client, '../../../emulator/server'],
		['a node that uses a test', client, '../../../test/support/until'],
		['a node with a dependency', client, 'undici'],
		['a node that reads files', client, 'node:fs'],
		[
			'a credential that knows the client',
			'credentials/X.credentials.ts',
			'../nodes/Midjourney/service/client',
		],
		[
			'an emulator that parses as the node does',
			'emulator/wire.ts',
			'../nodes/Midjourney/service/ohmygpt/taskReader',
		],
		['an emulator that uses n8n', 'emulator/wire.ts', 'n8n-workflow'],
		['an import of a folder outside of the layout', client, '../stuff/thing'],
	])('%s', (_what, path, imported) => {
		const found = [`${path} must not import ${imported}`];
		expect(violations(path, `import { x } from '${imported}';`)).toEqual(found);
		expect(violations(path, `import type { x } from '${imported}';`)).toEqual(found);
		expect(violations(path, `export * from '${imported}';`)).toEqual(found);
		expect(violations(path, `const x = await import('${imported}');`)).toEqual(found);
	});

	test('a file in a folder outside of the layout', () => {
		expect(violations(`${node}/stuff/thing.ts`, '')).toEqual([
			`${node}/stuff/thing.ts belongs to no part of the layout`,
		]);
	});

	test.each([
		['the same part', `${node}/facts/parameters/style.ts`, './parameter'],
		['a file of the same operation', `${node}/operations/image/imagine/plan.ts`, './prompt'],
		[
			'data of a provider in the emulator',
			'emulator/wire.ts',
			'../nodes/Midjourney/service/ohmygpt/facts/prices',
		],
		[
			'a provider in its own operation',
			`${node}/operations/account/getBalance.ts`,
			'../../service/ohmygpt/account',
		],
		['n8n-workflow', `${node}/facts/actions.ts`, 'n8n-workflow'],
	])('but not %s', (_what, path, imported) => {
		expect(violations(path, `import { x } from '${imported}';`)).toEqual([]);
	});
});
