const { src, dest } = require('gulp');

const assets = ['nodes', 'credentials'].map((folder) => `${folder}/**/*.{svg,png,node.json}`);

/** Copies what tsc does not: icons and codex files, of nodes and credentials only. */
function copyAssets() {
	return src(assets, { base: '.', encoding: false, allowEmpty: true }).pipe(dest('dist'));
}

exports.default = copyAssets;
