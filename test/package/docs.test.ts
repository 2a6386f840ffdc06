import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failureTable } from '../../nodes/Midjourney/service/failures';
import * as retryModule from '../../nodes/Midjourney/service/retry';
import { codeSpans, links, tableRows } from './markdown';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = globSync('{*,docs/*,emulator/*,sandbox/*,examples/*}.md', { cwd: root }).map((path) =>
	path.replaceAll('\\', '/'),
);
const sources = ['nodes', 'credentials', 'emulator', 'sandbox', 'bench', 'probe', 'scripts', 'test']
	.flatMap((folder) => globSync(`${folder}/**/*.{ts,mjs}`, { cwd: root }))
	.filter((path) => !path.includes('node_modules'));
const allSources = sources
	.filter((path) => !path.endsWith('.test.ts'))
	.map(read)
	.join('\n');

/** A file or folder of the sources, and no URL, path of the API or example: `run/`, `task/submit.ts`. */
const isSourcePath = (text: string) =>
	/^[\w.-]+(\/[\w.-]+)*\/$/.test(text) || /^[\w.-]+(\/[\w.-]+)*\.(ts|mjs|js|json)$/.test(text);

/** Folders that are made, not stored. */
const generated = /^(dist|out|node_modules)\//;

/** Paths are given from the root, from nodes/Midjourney or from the page's own folder. */
const exists = (page: string, path: string) =>
	['.', 'nodes/Midjourney', dirname(page)].some((base) => existsSync(join(root, base, path)));

/** Words that look like identifiers of the sources, such as `planItems`, `service.signal` or `ItemError`. */
const isIdentifier = (text: string) => /^[a-zA-Z]+[a-z][A-Z]\w*(\(\))?$/.test(text);

/** As GitHub makes them: small letters, without punctuation, with hyphens for spaces. */
const anchorsOf = (text: string) =>
	[...text.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replaceAll(' ', '-'),
	);

test('all pages are checked', () => {
	expect(pages).toContain('README.md');
	expect(pages).toContain('docs/architecture.md');
	expect(pages.length).toBeGreaterThanOrEqual(9);
});

describe.each(pages)('%s', (page) => {
	const text = read(page);

	test('names only files and folders that exist', () => {
		const paths = codeSpans(text).filter((each) => isSourcePath(each) && !generated.test(each));
		expect(paths.filter((path) => !exists(page, path))).toEqual([]);
	});

	test('links only to pages that exist', () => {
		const targets = links(text)
			.filter((target) => !/^[a-z]+:/i.test(target))
			.map((target) => target.replace(/#.*$/, ''))
			.filter((target) => target !== '');
		expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
	});

	test('links only to headings that exist', () => {
		const broken = links(text).filter((target) => {
			const [path = '', anchor] = target.split('#');
			if (anchor === undefined || /^[a-z]+:/i.test(target)) return false;
			const file = path === '' ? page : join(dirname(page), path);
			return !anchorsOf(read(file)).includes(anchor);
		});
		expect(broken).toEqual([]);
	});
});

test.each(['CONTRIBUTING.md', 'docs/architecture.md', 'docs/decisions.md'])(
	'the sources have the names that %s mentions',
	(page) => {
		const names = codeSpans(read(page))
			.filter(isIdentifier)
			.map((name) => name.replace('()', ''));
		expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(allSources))).toEqual([]);
	},
);

test('every folder of the node is in the layout table of CONTRIBUTING.md', () => {
	const folders = new Set(
		sources
			.filter((path) => path.startsWith('nodes/Midjourney/') && path.split('/').length > 3)
			.map((path) => path.split('/')[2]),
	);
	const contributing = read('CONTRIBUTING.md');
	expect([...folders].filter((name) => !contributing.includes(`| \`${name}/\``))).toEqual([]);
});

describe('docs/architecture.md', () => {
	const page = read('docs/architecture.md');

	test('its table of failures is that of the sources', () => {
		expect(tableRows(page, 'kind')).toEqual(
			Object.entries(failureTable).map(([kind, { effect, ends }]) =>
				[kind, effect, ends].map((cell) => `\`${cell}\``),
			),
		);
	});

	test('it names every retry policy, and no other', () => {
		const policies = Object.keys(retryModule).filter((name) => name.endsWith('Policy'));
		expect(tableRows(page, 'policy').map(([name]) => name)).toEqual(
			policies.map((name) => `\`${name}\``),
		);
	});
});
