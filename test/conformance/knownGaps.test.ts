import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contradictions, unknowns } from './knownGaps';

const gaps = { ...contradictions, ...unknowns };

/** Tags at the end of test names, e.g. `C6` in 'an id may be text [C6]'. */
const tagsIn = (source: string) =>
	[...source.matchAll(/\[([CU]\d+)\](?=['"`],)/g)].map(([, tag = '']) => tag);

const tags = globSync('**/*.test.ts', { cwd: join(__dirname, '..') }).flatMap((path) =>
	tagsIn(readFileSync(join(__dirname, '..', path), 'utf8')),
);

test.each(Object.entries(gaps))('%s has a test: %s', (tag) => {
	expect(tags).toContain(tag);
});

test('no test has a tag that is not in the list', () => {
	expect(tags.filter((tag) => !(tag in gaps))).toEqual([]);
});
