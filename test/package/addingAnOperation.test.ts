import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeBlocks } from './markdown';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const blocks = codeBlocks(read('docs/adding-an-operation.md'), 'ts');
const node = 'nodes/Midjourney';

test('the example is a whole file of the sources', () => {
	expect(blocks[0]?.path).toBe(`${node}/operations/account/getMembership.ts`);
	expect(blocks[0]?.code).toBe(read(`${node}/operations/account/getMembership.ts`));
});

test('the page quotes the catalogue, the wire and an operation that creates tasks', () => {
	expect(blocks.slice(1).map(({ path }) => path)).toEqual([
		`${node}/operations/catalogue.ts`,
		`${node}/operations/catalogue.ts`,
		`${node}/service/ohmygpt/facts/endpoints.ts`,
		`${node}/service/ohmygpt/account.ts`,
		`${node}/operations/image/describe.ts`,
		`${node}/service/ohmygpt/tasks.ts`,
	]);
});

test.each(blocks)('the lines that are quoted from $path are in it', ({ path, code }) => {
	expect(`\n${read(path)}`).toContain(`\n${code}`);
});
