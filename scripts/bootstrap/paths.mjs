import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Ignored folder for data that the bootstrap keeps between runs. */
export const cacheFolder = join(root, '.cache');
