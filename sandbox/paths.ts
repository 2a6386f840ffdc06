import { join, resolve } from 'node:path';

/** The root folder of the repository. */
export const root = resolve(__dirname, '..');

/** Folder for the pictures of the demo. */
export const outFolder = join(root, 'out');
