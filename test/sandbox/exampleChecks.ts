import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { JournalEntry } from '../../emulator/journal';
import type { Emulator } from '../../emulator/server';
import { itemsOf, saveFiles } from '../../sandbox/executions';
import type { N8n } from '../../sandbox/n8n';
import type { Execution } from '../../sandbox/rest';
import { isGridOf, isTileOf } from './picture';

interface ExampleCheckOptions {
	emulator: () => Emulator;
	n8n: () => Pick<N8n, 'filesFolder' | 'rest'>;
	/** For the files of items. */
	folder: string;
}

const jsonOf = (execution: Execution, node: string) =>
	itemsOf(execution, node).map(({ json }) => json);

/** A field of each item. */
export const texts = (items: readonly { json: IDataObject }[], field: string) =>
	items.map(({ json }) => json[field] as string);

/** Checks of the executions of examples whose tasks end by themselves. Each execution has succeeded. */
export function exampleChecks({ emulator, n8n, folder }: ExampleCheckOptions) {
	/** Files of the output of a node, in the order of its items. */
	const filesOf = async (items: INodeExecutionData[]) => await saveFiles(n8n().rest, items, folder);

	/** Every item is a finished task with its own picture, a grid. */
	async function expectGrids(items: INodeExecutionData[]): Promise<void> {
		const files = await filesOf(items);
		expect(files).toHaveLength(items.length);
		for (const [i, { json }] of items.entries()) {
			const taskId = json.taskId as string;
			expect(json).toMatchObject({ status: 'SUCCESS', progress: 100 });
			expect(basename(files[i] ?? '')).toBe(`${taskId}-grid.png`);
			expect(await isGridOf(emulator().url, taskId, files[i] ?? '')).toBe(true);
		}
	}

	/** Four items are the four tiles of a grid, in order. */
	async function expectTiles(items: INodeExecutionData[], gridId: unknown): Promise<void> {
		const files = await filesOf(items);
		expect(files).toHaveLength(4);
		for (const [i, file] of files.entries()) {
			expect(await isTileOf(emulator().url, String(gridId), i + 1, file)).toBe(true);
		}
	}

	/** What each example promises in its note. */
	const checks: Record<string, (execution: Execution) => Promise<void>> = {
		'01-imagine.json': async (execution) => await expectGrids(itemsOf(execution, 'Midjourney')),

		'02-submit-and-fetch.json': async (execution) =>
			await expectGrids(itemsOf(execution, 'Download')),

		'03-four-upscales.json': async (execution) => {
			const [grid] = jsonOf(execution, 'Imagine');
			const upscales = itemsOf(execution, 'Upscale All Four');
			expect(new Set(texts(upscales, 'taskId')).size).toBe(4);
			expect(texts(upscales, 'action')).toEqual(Array(4).fill('UPSCALE'));
			await expectTiles(upscales, grid?.taskId);
		},

		'04-split-grid.json': async (execution) => {
			const tiles = itemsOf(execution, 'Imagine');
			expect(new Set(texts(tiles, 'taskId')).size).toBe(1);
			await expectTiles(tiles, tiles[0]?.json.taskId);
		},

		'05-describe-and-imagine-again.json': async (execution) => {
			const prompts = texts(itemsOf(execution, 'Describe'), 'prompt');
			const again = itemsOf(execution, 'Imagine Again');
			expect(prompts.length).toBeGreaterThan(1);
			expect(again).toHaveLength(prompts.length);
			prompts.forEach((prompt, i) => expect(again[i]?.json.prompt).toContain(prompt));
			await expectGrids(again);
		},

		'06-blend.json': async (execution) => {
			const items = itemsOf(execution, 'Blend');
			expect(texts(items, 'action')).toEqual(['BLEND']);
			await expectGrids(items);
		},

		'07-batch-of-prompts.json': async (execution) => {
			const prompts = texts(itemsOf(execution, 'One by One'), 'prompt');
			const right = itemsOf(execution, 'Images');
			const [bad] = prompts.splice(2, 1);
			expect(right).toHaveLength(prompts.length);
			prompts.forEach((prompt, i) => expect(right[i]?.json.prompt).toContain(prompt));
			await expectGrids(right);
			expect(bad).toContain('--stylize 5000');
			expect(jsonOf(execution, 'Failures')).toEqual([
				expect.objectContaining({ error: expect.stringContaining('stylize') }),
			]);
		},

		'08-cost-before-batch.json': async (execution) => {
			const items = itemsOf(execution, 'Imagine');
			expect(items).toHaveLength(2);
			await expectGrids(items);
		},

		'09-chat.json': async (execution) => {
			expect(jsonOf(execution, 'Answer')).toEqual([
				{ answer: expect.stringContaining('a quiet winter morning') },
			]);
			// The emulator's chat rejects a key that is not sent as "Bearer".
			const log = await fetch(`${emulator().url}/_emulator/log?route=chat`);
			const { entries } = (await log.json()) as { entries: JournalEntry[] };
			expect(entries).toEqual([expect.objectContaining({ status: 200, key: 'user' })]);
		},

		'19-scheduled-batch.json': async (execution) => {
			const { filesFolder } = n8n();
			expect(readdirSync(filesFolder).sort()).toEqual(['boat.png', 'failures.csv', 'kite.png']);
			const saved = itemsOf(execution, 'Imagine');
			for (const [i, name] of ['kite.png', 'boat.png'].entries()) {
				const taskId = saved[i]?.json.taskId as string;
				expect(await isGridOf(emulator().url, taskId, join(filesFolder, name))).toBe(true);
			}
			const report = readFileSync(join(filesFolder, 'failures.csv'), 'utf8');
			expect(report).toMatch(/^.?id,error,advice,taskId\s+rail,.*stylize/u);
		},

		'20-hundreds-of-images.json': async (execution) => {
			const prompts = texts(itemsOf(execution, 'One by One'), 'prompt');
			const items = itemsOf(execution, 'All Images');
			expect(items).toHaveLength(prompts.length);
			prompts.forEach((prompt, i) => expect(items[i]?.json.prompt).toContain(prompt));
			await expectGrids(items);
		},
	};

	return { checks, expectGrids };
}
