import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkContents, pack } from './tarball';
import { publishedFiles, sourceFiles, verify, type Finding } from './verification';

interface Manifest {
	n8n?: { nodes?: string[]; credentials?: string[] };
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

function count(findings: Finding[], severity: Finding['severity']) {
	const number = findings.filter((finding) => finding.severity === severity).length;
	return `${number} ${severity}${number === 1 ? '' : 's'}`;
}

function report(title: string, findings: Finding[]) {
	console.log(title);
	for (const { severity, place, message, rule } of findings) {
		console.log(`  ${severity}  ${place}  ${message}${rule ? `  (${rule})` : ''}`);
	}
}

/**
 * Checks a package with n8n's rules for verification, as far as this is possible without a network: the
 * sources and the tarball that would be published. The exit code is 1 if there is any error or warning.
 * Usage: gate.ts [folder of the package]
 */
async function main() {
	const root = resolve(process.argv[2] ?? '.');
	const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
	const registered = [...(manifest.n8n?.nodes ?? []), ...(manifest.n8n?.credentials ?? [])];

	const source = await verify(root, sourceFiles);
	report('Sources: package.json, nodes/, credentials/', source);

	const folder = mkdtempSync(join(tmpdir(), 'gate-'));
	try {
		const { tarball, unpacked } = pack(root, folder);
		const published = [
			...checkContents(tarball, registered),
			...(await verify(unpacked, publishedFiles)),
		];
		const sizes = `${kilobytes(tarball.size)} packed, ${kilobytes(tarball.unpackedSize)} unpacked`;
		report(`Tarball: ${tarball.filename}, ${tarball.files.length} files, ${sizes}`, published);
		const summary = [
			['sources', source],
			['tarball', published],
		] as const;
		for (const [part, findings] of summary) {
			console.log(`${part}: ${count(findings, 'error')}, ${count(findings, 'warning')}`);
		}
		process.exitCode = source.length + published.length > 0 ? 1 : 0;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

void main();
