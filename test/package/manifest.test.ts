import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import manifest from '../../package.json';

const root = join(__dirname, '../..');
const { nodes, credentials } = manifest.n8n;
const registered = [...nodes, ...credentials];
const text = (path: string) => readFileSync(join(root, path), 'utf8');

test.each(registered)('%s, which n8n loads, is there after the build and has its class', (path) => {
	const file = join(root, path);
	expect(existsSync(file)).toBe(true);
	const className = basename(path).split('.')[0] ?? '';
	const module = jest.requireActual<Record<string, new () => object>>(file);
	expect(Object.keys(module)).toEqual([className]);
	expect(new module[className]!()).toBeInstanceOf(module[className]);
});

test('every node and credential of the sources is registered', () => {
	const sources = globSync('{nodes,credentials}/**/*.{node,credentials}.ts', { cwd: root });
	const built = sources.map((path) => `dist/${path.replaceAll('\\', '/').replace(/\.ts$/, '.js')}`);
	expect(built.sort()).toEqual([...registered].sort());
});

test('users find the package as a community node, and it installs no other package', () => {
	expect(manifest.keywords).toContain('n8n-community-node-package');
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	for (const field of ['dependencies', 'optionalDependencies', 'bundleDependencies', 'overrides']) {
		expect(manifest).not.toHaveProperty(field);
	}
});

test('the change log has this version', () => {
	expect(text('CHANGELOG.md')).toContain(`## ${manifest.version}`);
});

describe('the lock file', () => {
	interface Locked {
		version?: string;
		resolved?: string;
		devDependencies?: Record<string, string>;
		optionalDependencies?: Record<string, string>;
	}
	const { packages } = JSON.parse(text('package-lock.json')) as {
		packages: Record<string, Locked>;
	};

	test('is for this manifest', () => {
		expect(packages['']).toMatchObject({
			version: manifest.version,
			devDependencies: manifest.devDependencies,
		});
	});

	test('works with any registry', () => {
		expect(Object.keys(packages).filter((path) => packages[path]?.resolved)).toEqual([]);
	});

	// npm omits a package from the lock file if the registry does not have it, and then "npm ci" fails.
	test('has the native parts of its packages for all platforms', () => {
		const names = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
		const optional = Object.values(packages).flatMap((locked) =>
			Object.keys(locked.optionalDependencies ?? {}),
		);
		expect(optional.filter((name) => !names.has(name))).toEqual([]);
	});
});
