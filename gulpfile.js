const { build } = require('esbuild');
const { src, dest, parallel } = require('gulp');
const { n8n } = require('./package.json');

const assets = ['nodes', 'credentials'].map((folder) => `${folder}/**/*.{svg,png,node.json}`);

/** Copies icons and codex files, of nodes and credentials only. */
function copyAssets() {
	return src(assets, { base: '.', encoding: false, allowEmpty: true }).pipe(dest('dist'));
}

/**
 * Makes one file of each registered node and credential: n8n loads it faster than a hundred small ones.
 * Names stay as they are; comments and indentation, a quarter of the size, are left out.
 */
async function bundle() {
	await build({
		entryPoints: [...n8n.nodes, ...n8n.credentials].map((path) =>
			path.replace(/^dist\/(.*)\.js$/, '$1.ts'),
		),
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		external: ['n8n-workflow'],
		platform: 'node',
		target: 'node20',
		charset: 'utf8',
		minifyWhitespace: true,
		lineLimit: 160,
		logLevel: 'warning',
	});
}

exports.default = parallel(copyAssets, bundle);
