import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Folder of the n8n that runs inside this process: its settings, key and binary files. Must be known
 * before n8n-core is loaded, so this module comes first among the imports of n8n.ts.
 */
const userFolder = mkdtempSync(join(tmpdir(), 'n8n-nodes-midjourney-'));

process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'key of the tests';

const remove = () => rmSync(userFolder, { recursive: true, force: true });
if (typeof afterAll === 'function') afterAll(remove);
else process.once('exit', remove);
