import { basename, join } from 'node:path';

import { outFolder } from '../../sandbox/paths';
import { startQueueMode, type QueueMode } from '../../sandbox/queue/queueMode';

const startLimitMs = 600_000;

/**
 * n8n in queue mode with the built package, for all tests of the file. Call it once, at the top of the file, and use the
 * result only inside of tests. The logs of a file whose tests fail stay in out/queue/.
 */
export function useQueueMode(env: Record<string, string> = {}): () => QueueMode {
	let queueMode: QueueMode | undefined;

	beforeAll(async () => {
		const name = basename(expect.getState().testPath ?? 'queue', '.test.ts');
		queueMode = await startQueueMode({
			logFolder: join(outFolder, 'queue', name),
			env,
			onProgress: (text) => void process.stderr.write(`${name}: ${text}\n`),
		});
	}, startLimitMs);

	afterAll(async () => {
		await queueMode?.stop();
	}, startLimitMs);

	return () => {
		if (!queueMode) throw new Error('n8n runs inside of tests only');
		return queueMode;
	};
}
