import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import manifest from '../../package.json';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = manifest.repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
const runScript = (cwd: string, ...args: string[]) =>
	spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });

test('all links of the package lead to the repository that package.json names', () => {
	expect(manifest.homepage).toBe(page);
	expect(manifest.bugs.url).toBe(`${page}/issues`);
	const built = globSync('dist/**/*.{js,json}', { cwd: root }).map(read).join('\n');
	const ownLinks = built.match(/https:\/\/[^"'`\s]*n8n-nodes-midjourney[^"'`\s]*/g) ?? [];
	expect(ownLinks.length).toBeGreaterThanOrEqual(4);
	expect(ownLinks.filter((link) => !link.startsWith(page))).toEqual([]);
});

test('a repository that package.json does not name cannot publish', () => {
	const { status, stderr } = runScript(root, 'scripts/checkRepository.mjs', 'someone/else');
	expect(status).toBe(1);
	expect(stderr).toContain('git+https://github.com/someone/else.git');
	expect(read('.github/workflows/publish.yml')).toContain('checkRepository.mjs');
});

test.each(globSync('.github/workflows/*.yml', { cwd: root }))(
	'%s uses actions by their hash, with the version as a comment',
	(path) => {
		const uses = read(path).match(/uses: .*/g) ?? [];
		expect(uses.length).toBeGreaterThan(0);
		for (const line of uses) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	},
);

test.each([
	['x'.repeat(72), 0],
	['x'.repeat(73), 1],
])('the check of commits, with the subject %s: exit code %i', (subject, expected) => {
	const folder = mkdtempSync(join(tmpdir(), 'commits-'));
	const git = (...args: string[]) => {
		const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid'];
		spawnSync('git', [...identity, ...args], { cwd: folder });
	};
	git('init');
	git('commit', '--allow-empty', '-m', subject);
	const { status, stderr } = runScript(folder, join(root, 'scripts/checkCommits.mjs'), 'HEAD');
	rmSync(folder, { recursive: true });
	expect(stderr.includes(subject)).toBe(expected === 1);
	expect(status).toBe(expected);
});
