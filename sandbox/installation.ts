import { join } from 'node:path';

import { newestRest, type RestDifferences } from './restDifferences';

/** An n8n on this machine. */
export interface N8nInstallation {
	/** Path of the Node that runs it. */
	node: string;
	/** Folder with its node_modules. */
	folder: string;
	/** Environment variables that this version needs besides those of all versions. */
	environment: Record<string, string>;
	rest: RestDifferences;
}

/** The n8n of the sandbox, which the Node of this process runs. */
export const sandboxN8n: N8nInstallation = {
	node: process.execPath,
	folder: __dirname,
	environment: {},
	rest: newestRest,
};

/** Path of the script that is n8n's program. */
export const scriptOf = ({ folder }: N8nInstallation): string =>
	join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
