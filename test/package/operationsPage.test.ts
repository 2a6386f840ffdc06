import { readFileSync } from 'node:fs';
import { proxyRoutes } from '../../emulator/proxy/routes/catalogue';
import { routes } from '../../emulator/routes/catalogue';
import { hosts } from '../../nodes/Midjourney/service/ohmygpt/facts/hosts';
import { operations } from '../../nodes/Midjourney/operations/catalogue';
import {
	callOf,
	hasCall,
	operationsPage,
	operationsPagePath,
	proxyCallOf,
} from '../../scripts/operationsPage';

const page = operationsPage();

test('docs/operations.md is up to date', () => {
	const written = readFileSync(operationsPagePath, 'utf8').split('\n');
	const line = page.split('\n').find((each, i) => each !== written[i]);
	if (line === undefined && page === written.join('\n')) return;
	throw new Error(
		`docs/operations.md is out of date. Run "npm run docs". Missing line: ${line ?? 'none, but it has more lines'}`,
	);
});

test.each(operations.map(({ resource, value, endpoint }) => [`${resource}.${value}`, endpoint]))(
	'%s has an endpoint that exists in one of the services, or none',
	(_, endpoint) => {
		if (endpoint === '') return;
		const proxyCall = proxyCallOf(endpoint);
		for (const path of proxyCall?.paths ?? []) {
			const served = proxyRoutes
				.filter((route) => route.method === proxyCall?.method)
				.flatMap((route) => route.paths);
			expect(served).toContain(path.replace('{id}', ':id'));
			expect(page).toContain(`${proxyCall?.method} ${path}`);
		}
		if (proxyCall && !hasCall(endpoint)) return;
		const { method, paths } = callOf(endpoint);
		const served = routes
			.filter((route) => route.method === method)
			.flatMap((route) => route.paths);
		for (const path of paths) {
			expect(served.some((each) => each.startsWith(path))).toBe(true);
			expect(page).toContain(
				`${method} ${endpoint === 'storedPicture' ? hosts.content : ''}${path}`,
			);
		}
	},
);

test('every operation has a section, and every field of it a row', () => {
	const sections = page.split('\n### ').slice(1);
	expect(sections).toHaveLength(operations.length);
	for (const { name, action, fields } of operations) {
		const section = sections.find((each) => each.startsWith(`${name}\n`) && each.includes(action));
		for (const { displayName } of fields) expect(section).toContain(`\n| ${displayName} | `);
	}
});

test('the page lists the URLs that Download requests', () => {
	const sections = page.split('\n### ');
	const download = sections.find((section) => section.startsWith('Download\n')) ?? '';
	expect(download.match(/`GET https:[^`]+`/g)).toHaveLength(6);
	expect(download).toContain('GET https://pi.ohmygpt.com/api/v1/content/mj-generated/kite.png`');
	expect(download).toMatch(/GET https:\/\/wsrv\.nl\/\?url=\S+&w=\d+&q=\d+&output=\w+`/);
});

test('conditions of fields use the names in the editor', () => {
	expect(page).toMatch(
		/\| \*Wait for Completion\* is Wait Until Finished[^|]*, \*Download Image\* is on \|/,
	);
	expect(page).toContain('| *Return All* is off |');
});
