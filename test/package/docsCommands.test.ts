import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import manifest from '../../package.json';

const root = join(__dirname, '../..');
const pages = globSync('{*,docs/*,emulator/*,sandbox/*,examples/*}.md', { cwd: root });

interface Command {
	script: string;
	flags: string[];
}

const commands = pages.flatMap((page) =>
	[
		...readFileSync(join(root, page), 'utf8').matchAll(
			/npm (?:run ([a-z:]+)|(test|start))\b(?: -- ([^`#\n|]*))?/g,
		),
	].map(
		([, run, own, options = '']): Command => ({
			script: run ?? own ?? '',
			flags: options.match(/--[a-z-]+/g) ?? [],
		}),
	),
);

test('every command that a page names exists', () => {
	const known = Object.keys(manifest.scripts);
	const named = new Set(commands.map(({ script }) => script));
	expect(named.size).toBeGreaterThan(10);
	expect([...named].filter((script) => !known.includes(script))).toEqual([]);
});

const withFlags = [
	...new Set(commands.flatMap(({ script, flags }) => (flags.length > 0 ? [script] : []))),
];

test.each(withFlags)(
	'npm run %s knows the options that the pages name',
	(script) => {
		const flags = commands.flatMap((command) => (command.script === script ? command.flags : []));
		const program = [join(root, 'scripts', 'run.mjs'), script, '--help'];
		const { stdout, status } = spawnSync(process.execPath, program, {
			cwd: root,
			encoding: 'utf8',
		});
		expect(status).toBe(0);
		expect(flags.filter((flag) => !stdout.includes(`${flag} `))).toEqual([]);
	},
	120_000,
);
