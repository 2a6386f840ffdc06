const { src, dest } = require('gulp');

/** Copies what tsc does not: icons and codex files, of nodes and credentials only. */
function assets() {
	return src('{nodes,credentials}/**/*.{svg,png,node.json}', { encoding: false }).pipe(
		dest('dist'),
	);
}

exports.default = assets;
