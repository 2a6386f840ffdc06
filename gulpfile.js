const { build } = require('esbuild');
const { src, dest, parallel } = require('gulp');
const { mkdir, writeFile } = require('node:fs/promises');
const { basename, dirname, posix } = require('node:path');
const { n8n } = require('./package.json');

const assets = ['nodes', 'credentials'].map((folder) => `${folder}/**/*.{svg,png,node.json}`);
const bundleFile = 'dist/nodes/bundle.js';

/** Copies icons and codex files, of nodes and credentials only. */
function copyAssets() {
	return src(assets, { base: '.', encoding: false, allowEmpty: true }).pipe(dest('dist'));
}

/** The files that n8n looks for, each with the class that it is named after. */
const registered = [...n8n.nodes, ...n8n.credentials].map((file) => ({
	file,
	source: `./${file.replace(/^dist\/(.*)\.js$/, '$1')}`,
	name: basename(file).split('.')[0],
}));

/**
 * Makes one file of all sources, since nodes and credentials share most of them: it is smaller, and n8n loads it
 * faster than a hundred small ones. Names stay as they are; comments, indentation and what else
 * a reader would need is left to the sources.
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
		lineLimit: 4000,
		logLevel: 'warning',
	});
	for (const { file, name } of registered) {
		const path = posix.relative(posix.dirname(file), bundleFile);
		const from = path.startsWith('.') ? path : `./${path}`;
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, `'use strict';\nexports.${name} = require('${from}').${name};\n`);
	}
}

exports.default = parallel(copyAssets, bundle);
