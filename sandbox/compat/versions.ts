import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import type { N8nInstallation } from '../installation';
import type { RestDifferences } from '../restDifferences';

/** A version of n8n that the package is tested with. */
interface N8nVersion {
	n8n: string;
	/** Major version of the Node that runs it. */
	node: number;
	/** Versions of packages without which it cannot be installed. scripts/bootstrap/olderN8n.mjs installs it. */
	overrides: Record<string, string>;
	environment: Record<string, string>;
	rest: RestDifferences;
}

/**
 * The only table of what differs between the versions.
 * It is JSON because the installation reads it before anything that runs TypeScript is installed.
 */
const versions = JSON.parse(readFileSync(join(__dirname, 'versions.json'), 'utf8')) as N8nVersion[];

/** The version under test, as `npm run test:compat` has installed it. */
export function installationUnderTest(): N8nInstallation & { version: string } {
	const { COMPAT_VERSION: version, COMPAT_FOLDER: folder, COMPAT_NODE: node } = process.env;
	const found = versions.find(({ n8n }) => n8n === version);
	if (!found || !folder || !node) {
		throw new Error('Older versions of n8n are tested by npm run test:compat');
	}
	return {
		version: found.n8n,
		folder,
		node,
		// n8n starts its task runners with the Node that is first in PATH.
		environment: { ...found.environment, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
		rest: found.rest,
	};
}
