import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Ignored folder for what the bootstrap remembers between runs. */
export const cacheFolder = join(root, '.cache');
