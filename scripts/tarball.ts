import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Finding } from './verification';

/** A tarball in the output of `npm pack --json`. Sizes are in bytes. */
export interface Tarball {
	filename: string;
	size: number;
	unpackedSize: number;
	files: Array<{ path: string; size: number }>;
}

/** The sizes must be less, in bytes. */
const sizeLimits = { packed: 85_000, unpacked: 265_000 };

const expected = ['package.json', 'README.md', 'LICENSE.md', 'CHANGELOG.md', 'index.js'];
const allowedInDist = /^dist\/(nodes|credentials)\/.+(\.js|\.node\.json|\.svg|\.png)$/;

const shell = process.platform === 'win32';

/** Packs a package as `npm publish` does, and unpacks the tarball. Both are written to `folder`. */
export function pack(packageRoot: string, folder: string): { tarball: Tarball; unpacked: string } {
	const output = execFileSync(
		'npm',
		['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder],
		{ cwd: packageRoot, encoding: 'utf8', shell },
	);
	const [tarball] = JSON.parse(output) as Tarball[];
	if (!tarball) throw new Error('npm pack made no tarball');
	execFileSync('tar', ['-xzf', tarball.filename], { cwd: folder });
	return { tarball, unpacked: join(folder, 'package') };
}

/** Finds files that are not allowed, files that are missing, and a tarball that is too large. */
export function checkContents(tarball: Tarball, registered: string[]): Finding[] {
	const paths = tarball.files.map(({ path }) => path);
	const finding = (place: string, message: string): Finding => ({
		severity: 'error',
		place,
		message,
	});
	const notAllowed = paths
		.filter((path) => !expected.includes(path) && !allowedInDist.test(path))
		.map((path) => finding(path, 'does not belong in the package'));
	const missing = [...expected, ...registered]
		.filter((path) => !paths.includes(path))
		.map((path) => finding(path, 'is missing in the package'));
	const sizes = { packed: tarball.size, unpacked: tarball.unpackedSize };
	const tooLarge = (['packed', 'unpacked'] as const)
		.filter((kind) => sizes[kind] >= sizeLimits[kind])
		.map((kind) =>
			finding(tarball.filename, `has ${sizes[kind]} bytes ${kind}, limit ${sizeLimits[kind]}`),
		);
	return [...notAllowed, ...missing, ...tooLarge];
}
