import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { request } from 'undici';

import { useLive } from '../sandbox/live';
import { useOwnTasks } from './ownTasks';
import { useQueueRuns } from './queueRuns';
import { useQueueMode } from './useQueueMode';
import { imagine, itemsNamed, webhookStarted } from './webhookStarted';

jest.setTimeout(300_000);

const shared = mkdtempSync(join(tmpdir(), 'n8n-midjourney-files-'));
afterAll(() => rmSync(shared, { recursive: true, force: true }));

const places: ReadonlyArray<{ place: string; env: Record<string, string>; stored: RegExp }> = [
	{ place: 'the database', env: {}, stored: /^database/ },
	{
		place: 'a shared folder',
		env: {
			N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
			N8N_BINARY_DATA_STORAGE_PATH: shared,
		},
		stored: /^filesystem/,
	},
];

const pictureBytes = 8 * 1024 * 1024;
const executions = 4;

describe.each(places)('Images in $place', ({ place, env, stored }) => {
	const queue = useQueueMode({ N8N_EXPRESSION_ENGINE: 'legacy', ...env });
	const live = useLive(queue);
	const { publish, start, untilAll, dataOf } = useQueueRuns(queue, live);
	const { untilTasks, finishWhile } = useOwnTasks(live);

	beforeAll(async () => await live.control('PUT', 'settings', { pictureBytes, queueLimit: 100 }));

	it.each(['poll', 'suspend'])(
		'are read whole through main, byte by byte, where they come by %s',
		async (waitForCompletion) => {
			const prefix = `${place.replaceAll(' ', '-')}-${waitForCompletion}`;
			const published = await publish(
				webhookStarted(prefix, imagine({ waitForCompletion, downloadImage: true })),
			);
			for (let i = 0; i < executions; i++) await start(published, itemsNamed(`${prefix} ${i}`, 1));
			await untilTasks(prefix, executions);
			const ended = await finishWhile(prefix, untilAll(published, 'success', executions));
			for (const { id } of ended) {
				const { runData } = (await dataOf(id)).resultData;
				const item = runData.End?.[0]?.data?.main?.[0]?.[0];
				const file = item?.binary?.data;
				expect(file?.id).toMatch(stored);
				const read = await buffer(await queue().rest.binaryData(file?.id ?? ''));
				const { body } = await request(item?.json.imageUrl as string);
				expect(read.length).toBeGreaterThanOrEqual(pictureBytes);
				expect(read.equals(await buffer(body))).toBe(true);
			}
		},
	);
});
