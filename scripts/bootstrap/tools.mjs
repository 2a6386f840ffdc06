import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Programs that do not have the name of their package. */
const programNames = { typescript: 'tsc' };

/** Path of the script of a program in node_modules, to be run with Node. */
export function toolPath(packageName) {
	const folder = join(root, 'node_modules', packageName);
	const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const script = typeof bin === 'string' ? bin : bin[programNames[packageName] ?? packageName];
	return join(folder, script);
}
