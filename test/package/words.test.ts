import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findMetaphors, metaphors } from './words';

const root = join(__dirname, '../..');
const sources = globSync('{nodes,test,bench,probe,emulator}/**/*.ts', { cwd: root }).map((path) =>
	path.replaceAll('\\', '/'),
);

test('no source declares a name that is a metaphor', () => {
	expect(sources.length).toBeGreaterThan(300);
	const found = sources.flatMap((path) =>
		findMetaphors(path, readFileSync(join(root, path), 'utf8')),
	);
	expect(found).toEqual([]);
});

test.each([
	['a variable', 'const knock = 1;'],
	['a variable in a function', 'const f = () => { let knock = 1; };'],
	['a destructured variable', 'const { knock } = object;'],
	['a destructured variable with a new name', 'const { request: knock } = object;'],
	['a function', 'function knock() {}'],
	['a function expression', 'const f = function knock() {};'],
	['a parameter', 'const f = (knock: string) => 1;'],
	['an import with a new name', "import { request as knock } from './client';"],
	['a default import', "import knock from './client';"],
	['a namespace', "import * as knock from './client';"],
	['an interface', 'interface knock {}'],
	['a type', 'type knock = string;'],
	['a type parameter', 'type A<knock> = knock[];'],
	['a class', 'class knock {}'],
	['an enum', 'enum knock {}'],
	['a property of a type', 'interface A { knock: string }'],
	['a method of a type', 'interface A { knock(): string }'],
	['a property of a class', 'class A { knock = 1; }'],
	['a method of a class', 'class A { knock() {} }'],
	['a property of an object', 'const a = { knock: 1 };'],
	['a method of an object', 'const a = { knock() {} };'],
])('the check finds %s', (_what, source) => {
	expect(findMetaphors('a/client.ts', `\n${source}\n`)).toEqual(['a/client.ts:2: knock']);
});

test('the check finds a file name', () => {
	expect(findMetaphors('a/knock.test.ts', '')).toEqual(['a/knock.test.ts: knock']);
});

test.each([
	['a longer name', 'const knockOut = 1;'],
	['another case', 'const Knock = 1;'],
	['a text', "const a = 'knock';"],
	['a quoted key', "const a = { 'knock': 1 };"],
	['a name that is only used', 'print(knock);'],
	['an import under its own name', "import { knock } from './client';"],
	['a property that is read under another name', 'const { knock: request } = object;'],
])('the check ignores %s', (_what, source) => {
	expect(findMetaphors('a/client.ts', source)).toEqual([]);
});

test('the list has no empty name', () => {
	expect([...metaphors].filter((name) => !/^\w+$/.test(name))).toEqual([]);
});
