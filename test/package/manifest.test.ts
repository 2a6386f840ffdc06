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

test('users find the package as a community node, and get nothing installed beside it', () => {
	expect(manifest.keywords).toContain('n8n-community-node-package');
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	for (const field of ['dependencies', 'optionalDependencies', 'bundleDependencies', 'overrides']) {
		expect(manifest).not.toHaveProperty(field);
	}
});

test('the change log tells about this version', () => {
	expect(text('CHANGELOG.md')).toContain(`## ${manifest.version}`);
});

test('the lock file is for this manifest, and for any registry', () => {
	const lock = JSON.parse(text('package-lock.json')) as {
		packages: Record<string, Record<string, unknown>>;
	};
	expect(lock.packages['']).toMatchObject({
		version: manifest.version,
		devDependencies: manifest.devDependencies,
	});
	const { '': own, ...others } = lock.packages;
	expect(own).toBeDefined();
	const withAddress = Object.keys(others).filter((name) => others[name]?.resolved !== undefined);
	expect(withAddress).toEqual([]);
});
