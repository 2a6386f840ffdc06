import { join, resolve } from 'node:path';

/** The folder of this checkout. */
export const root = resolve(__dirname, '..');

/** Where the demo writes its pictures. */
export const outFolder = join(root, 'out');
