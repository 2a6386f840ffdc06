#!/usr/bin/env node
/**
 * Fails unless package.json names the GitHub repository that publishes: `node scripts/checkRepository.mjs OWNER/NAME`.
 * n8n verifies only packages whose provenance comes from the repository that they name, and the links of the package
 * would lead to whoever owns another one.
 */
import { readFileSync } from 'node:fs';

const [name] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const expected = `git+https://github.com/${name}.git`;
const { url } = manifest.repository;
if (!name || url !== expected) {
	process.stderr.write(
		`package.json names the repository ${url}, but this is ${expected}. Set repository.url, homepage, bugs.url and author in package.json.\n`,
	);
	process.exitCode = 1;
}
