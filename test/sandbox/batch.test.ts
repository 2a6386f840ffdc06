import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Fault, FaultKind } from '../../emulator/faults';
import { unfinishedTasks } from '../../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { prices } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import { withCredential } from '../../sandbox/examples';
import { failureOf, itemsOf, runToEnd, saveFiles, storeWorkflow } from '../../sandbox/executions';
import { useEmulator } from '../support/emulator';
import { chain, listOf } from './chain';
import { isGridOf } from './picture';
import { useN8n } from './useN8n';

/** A creation that was lost without effect is sent again after three minutes, when that is proven. */
const limitMs = 480_000;
jest.setTimeout(limitMs);

const emulator = useEmulator({
	speed: 1,
	tileSize: 64,
	durationSeconds: { min: 4, max: 16 },
});
const n8n = useN8n();

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const prompts = Array.from({ length: 50 }, (_, i) => `paper boat ${i + 1} on a pond`);

type Row = [route: Fault['route'], fault: FaultKind, details?: Partial<Fault>];

/** There are good responses between the bad ones, as in a bad hour of the real service. */
const faults: Row[] = [
	['imagine', 'reset-after', { skip: 2 }],
	['imagine', 'status-500', { skip: 3 }],
	['imagine', 'status-500', { skip: 2, acted: true }],
	['imagine', 'status-429', { skip: 2, retryAfter: 1 }],
	['imagine', 'reset-before', { skip: 2 }],
	['imagine', 'truncated-json', { skip: 4 }],
	['imagine', 'html-502', { skip: 4 }],
	['imagine', 'queue-full', { skip: 3 }],
	['imagine', 'reset-after', { skip: 6 }],
	['getMany', 'status-500', { skip: 1 }],
	['getMany', 'reset-before'],
	['getMany', 'status-429', { skip: 1, retryAfter: 1 }],
	['getMany', 'truncated-json', { skip: 2 }],
	['getMany', 'reset-after', { skip: 3 }],
	['getMany', 'html-502', { skip: 3 }],
	['getMany', 'slow', { skip: 6, delayMs: 3000 }],
	['get', 'reset-before'],
	['get', 'status-500', { skip: 1 }],
	['get', 'status-429', { skip: 1, retryAfter: 1 }],
	['storedPicture', 'image-cut', { skip: 3 }],
	['storedPicture', 'status-500', { skip: 5 }],
	['storedPicture', 'reset-before', { skip: 5, times: 2 }],
	['storedPicture', 'image-cut', { skip: 5, times: 2 }],
];

const armedOn = (route: string) =>
	faults
		.filter(([each]) => each === route)
		.reduce((sum, [, , details]) => sum + (details?.times ?? 1), 0);

it('50 prompts end with 50 right images, each paid once, despite many bad responses of the service', async () => {
	const { rest } = n8n();
	await emulator.account({ membership: 'vip' });
	for (const [route, fault, details] of faults) await emulator.fault(route, fault, details);
	const data = emulator.credentials({ membership: 'vip' }).ohMyGptApi;
	const credential = await rest.createCredential({ name: 'VIP', type: 'ohMyGptApi', data });
	const workflow = chain('Batch', ...listOf(prompts), {
		name: 'Imagine',
		parameters: { prompt: '={{ $json.prompt }}' },
	});

	const stored = await storeWorkflow(rest, withCredential(workflow, credential));
	const execution = await runToEnd(rest, stored, limitMs);

	expect(failureOf(execution)).toBeUndefined();
	const items = itemsOf(execution, 'Imagine');
	expect(items.map(({ json }) => (json.prompt as string).replace(/ --seed \d+$/, ''))).toEqual(
		prompts,
	);
	expect(new Set(items.map(({ json }) => json.taskId)).size).toBe(prompts.length);

	const files = await saveFiles(rest, items, folder);
	expect(files).toHaveLength(prompts.length);
	for (const [i, { json }] of items.entries()) {
		expect(await isGridOf(emulator.url, json.taskId as string, files[i] ?? '')).toBe(true);
	}

	const price = prices.FAST.IMAGINE;
	expect(items.map(({ json }) => json.costTokens)).toEqual(prompts.map(() => price));
	const stats = await emulator.stats();
	expect(stats).toMatchObject({
		tasksCreated: prompts.length,
		succeeded: prompts.length,
		tokensCharged: prompts.length * price,
	});
	// A creation whose response was lost keeps its slot while its task is looked up.
	expect(stats.peakUnfinished).toBeGreaterThanOrEqual(unfinishedTasks.vip - 5);
	expect(stats.peakUnfinished).toBeLessThanOrEqual(unfinishedTasks.vip);

	// The number of status requests is up to the node.
	for (const route of ['imagine', 'getMany', 'storedPicture'] as const) {
		const bad = (await emulator.log(route)).filter(({ fault }) => fault !== undefined);
		expect({ route, bad: bad.length }).toEqual({ route, bad: armedOn(route) });
	}
});
