const { build } = require('esbuild');
const { src, dest, parallel } = require('gulp');
const { mkdir, readFile, writeFile } = require('node:fs/promises');
const { basename, dirname, posix } = require('node:path');
const { Transform } = require('node:stream');
const { n8n, repository } = require('./package.json');

/** Links in the sources begin with this; the package has the repository of package.json instead. */
const placeholder = 'https://example.invalid/n8n-nodes-midjourney';
const homepage = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
const withHomepage = (text) => text.replaceAll(placeholder, homepage);

const assets = ['nodes', 'credentials'].map((folder) => `${folder}/**/*.{svg,png,node.json}`);
const bundleFile = 'dist/nodes/bundle.js';

/** Copies icons and codex files, of nodes and credentials only. */
function copyAssets() {
	const linkCodex = new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			if (file.extname === '.json') file.contents = Buffer.from(withHomepage(`${file.contents}`));
			done(null, file);
		},
	});
	return src(assets, { base: '.', encoding: false, allowEmpty: true })
		.pipe(linkCodex)
		.pipe(dest('dist'));
}

/** The files that n8n looks for, each with the class that it is named after. */
const registered = [...n8n.nodes, ...n8n.credentials].map((file) => ({
	file,
	source: `./${file.replace(/^dist\/(.*)\.js$/, '$1')}`,
	name: basename(file).split('.')[0],
}));

/**
 * Makes one file of all sources, since nodes and credentials share most of them: it is smaller, and n8n loads it
 * faster than a hundred small ones. What a reader needs, names included, is left to the sources: the package
 * is published with provenance, which names the commit it was built from.
 */
async function bundle() {
	await build({
		stdin: {
			contents: registered
				.map(({ name, source }) => `export { ${name} } from '${source}';`)
				.join('\n'),
			resolveDir: '.',
			loader: 'ts',
		},
		outfile: bundleFile,
		bundle: true,
		external: ['n8n-workflow'],
		platform: 'node',
		target: 'node20',
		charset: 'utf8',
		minifySyntax: true,
		minifyWhitespace: true,
		minifyIdentifiers: true,
		lineLimit: 4000,
		logLevel: 'warning',
	});
	await writeFile(bundleFile, withHomepage(await readFile(bundleFile, 'utf8')));
	for (const { file, name } of registered) {
		const path = posix.relative(posix.dirname(file), bundleFile);
		const from = path.startsWith('.') ? path : `./${path}`;
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, `'use strict';\nexports.${name} = require('${from}').${name};\n`);
	}
}

exports.default = parallel(copyAssets, bundle);
