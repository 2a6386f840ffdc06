import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contradictions, unknowns } from './knownGaps';

const gaps = { ...contradictions, ...unknowns };

/** Tags at the ends of the names of tests, e.g. `C6` of 'an id may be text [C6]'. */
const tagsIn = (source: string) =>
	[...source.matchAll(/\[([CU]\d+)\](?=['"`],)/g)].map(([, tag = '']) => tag);

const tags = globSync('**/*.test.ts', { cwd: join(__dirname, '..') }).flatMap((path) =>
	tagsIn(readFileSync(join(__dirname, '..', path), 'utf8')),
);

test.each(Object.entries(gaps))('%s has a test: %s', (tag) => {
	expect(tags).toContain(tag);
});

test('no test names a gap that is not in the list', () => {
	expect(tags.filter((tag) => !(tag in gaps))).toEqual([]);
});
