import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { outFolder } from '../../sandbox/paths';

/** Adds figures to the line of JSON that ends `npm run test:queue`. They depend on the machine, so no test checks them. */
export function report(name: string, figures: object): void {
	const folder = join(outFolder, 'queue', 'figures');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, `${name}.json`), JSON.stringify(figures));
}
