import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ohMyGptRows } from '../../probe/ohMyGptRows';
import { proxyRows } from '../../probe/proxyRows';
import { tableRows } from './markdown';

const page = readFileSync(join(__dirname, '../../docs/probe.md'), 'utf8');

test.each([
	['OhMyGPT', ohMyGptRows],
	['midjourney-proxy', proxyRows],
] as const)('docs/probe.md lists the rows of %s that the report has', (service, rows) => {
	expect(tableRows(page, `row of ${service}`)).toEqual(rows.map(({ id, says }) => [id, says]));
	expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});
