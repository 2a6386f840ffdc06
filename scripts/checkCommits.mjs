#!/usr/bin/env node
/** Fails if a commit of a range has a subject of more than 72 characters: `node scripts/checkCommits.mjs RANGE`. */
import { execFileSync } from 'node:child_process';

const limit = 72;
const [range = 'HEAD~1..HEAD'] = process.argv.slice(2);
const log = execFileSync('git', ['log', '--no-merges', '--format=%h %s', range], {
	encoding: 'utf8',
});
const long = log.split('\n').filter((line) => line.replace(/^\w+ /, '').length > limit);
for (const line of long) {
	process.stderr.write(`The subject has more than ${limit} characters: ${line}\n`);
}
process.exitCode = long.length > 0 ? 1 : 0;
