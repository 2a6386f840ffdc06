import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { JournalEntry } from '../../emulator/journal';
import { startEmulator, type Emulator } from '../../emulator/server';
import { operations } from '../../nodes/Midjourney/operations/catalogue';
import { emulatorCredential, proxyCredential } from '../../sandbox/emulatorService';
import { readExamples, withCredential, withFolder } from '../../sandbox/examples';
import { failureOf, itemsOf, runToEnd, saveFiles, storeWorkflow } from '../../sandbox/executions';
import type { Execution } from '../../sandbox/rest';
import type { Workflow } from '../../sandbox/workflow';
import { isGridOf, isTileOf } from './picture';
import { trials } from './trials';
import { useN8n } from './useN8n';

const limitMs = 180_000;
jest.setTimeout(limitMs);

/** Other tests run the examples that are started by calls from outside. */
const examples = readExamples().filter(({ workflow }) =>
	workflow.nodes.some(({ type }) => type === 'n8n-nodes-base.manualTrigger'),
);

const n8n = useN8n();
const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
const executions = new Map<string, Execution>();
let emulator: Emulator;

async function control<Answer>(method: 'GET' | 'PUT', path: string, body?: object) {
	const response = await fetch(`${emulator.url}/_emulator/${path}`, {
		method,
		...(body && {
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	return (await response.json()) as Answer;
}

async function runWith(key: 'user' | 'admin', workflow: Workflow): Promise<Execution> {
	const { rest } = n8n();
	const data = { ...emulatorCredential(emulator, emulator.keys[key]), membership: 'premium' };
	const stored = await rest.createCredential({ name: key, type: 'ohMyGptApi', data });
	const proxy = await rest.createCredential({
		name: 'proxy',
		type: 'midjourneyProxyApi',
		data: proxyCredential(emulator),
	});
	const here = withFolder(workflow, n8n().filesFolder);
	const ready = withCredential(withCredential(here, stored, data.baseUrl), proxy);
	return await runToEnd(rest, await storeWorkflow(rest, ready), limitMs);
}

/** All workflows at once: most of their time they only wait for tasks. */
beforeAll(async () => {
	// n8n is another process with real time, so the tasks are short.
	emulator = await startEmulator({
		tileSize: 128,
		durationSeconds: { min: 1, max: 3 },
		// The only kind of server that has every operation.
		proxyVariant: 'trueai',
	});
	await control('PUT', 'account', { membership: 'premium' });
	const all = [...examples.map(({ workflow }) => ({ workflow, key: 'user' as const })), ...trials];
	await Promise.all(
		all.map(async ({ workflow, key }) => {
			executions.set(workflow.name, await runWith(key, workflow));
		}),
	);
}, limitMs);

afterAll(async () => {
	await emulator.stop();
	rmSync(folder, { recursive: true, force: true });
});

function executionOf({ name }: Workflow): Execution {
	const execution = executions.get(name);
	if (!execution) throw new Error(`The workflow "${name}" was not run`);
	return execution;
}

const jsonOf = (execution: Execution, node: string) =>
	itemsOf(execution, node).map(({ json }) => json);

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
		expect(await isGridOf(emulator.url, taskId, files[i] ?? '')).toBe(true);
	}
}

/** Four items are the four tiles of a grid, in order. */
async function expectTiles(items: INodeExecutionData[], gridId: unknown): Promise<void> {
	const files = await filesOf(items);
	expect(files).toHaveLength(4);
	for (const [i, file] of files.entries()) {
		expect(await isTileOf(emulator.url, String(gridId), i + 1, file)).toBe(true);
	}
}

const texts = (items: readonly { json: IDataObject }[], field: string) =>
	items.map(({ json }) => json[field] as string);

/** What each example promises in its note. */
const promises: Record<string, (execution: Execution) => Promise<void>> = {
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
		const { entries } = await control<{ entries: JournalEntry[] }>('GET', 'log?route=chat');
		expect(entries).toEqual([expect.objectContaining({ status: 200, key: 'user' })]);
	},

	'19-scheduled-batch.json': async (execution) => {
		const { filesFolder } = n8n();
		expect(readdirSync(filesFolder).sort()).toEqual(['boat.png', 'failures.csv', 'kite.png']);
		const saved = itemsOf(execution, 'Imagine');
		for (const [i, name] of ['kite.png', 'boat.png'].entries()) {
			const taskId = saved[i]?.json.taskId as string;
			expect(await isGridOf(emulator.url, taskId, join(filesFolder, name))).toBe(true);
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

describe('In a real n8n', () => {
	it.each(examples)('examples/$file returns what its note promises', async ({ file, workflow }) => {
		const execution = executionOf(workflow);
		expect(failureOf(execution)).toBeUndefined();
		await promises[file]?.(execution);
	});

	it.each(trials)('the workflow "$workflow.name" succeeds', ({ workflow }) => {
		expect(failureOf(executionOf(workflow))).toBeUndefined();
	});

	/** Operations that have run, with their resources. */
	const ran = () =>
		[...examples, ...trials].flatMap(({ workflow }) => {
			const { runData } = executionOf(workflow).data.resultData;
			return workflow.nodes
				.filter(({ name, type }) => name in runData && type.endsWith('.midjourney'))
				.map(({ parameters: { resource = 'image', operation = 'imagine' } }) =>
					JSON.stringify([resource, operation]),
				);
		});

	it.each(operations)('$resource $value has run', ({ resource, value }) => {
		expect(ran()).toContain(JSON.stringify([resource, value]));
	});
});

describe('The workflows that no example shows', () => {
	const outputs = (workflow: string, node: string) =>
		itemsOf(executionOf({ name: workflow } as Workflow), node);

	it('renames a key and deletes it', () => {
		expect(texts(outputs('Keys', 'List'), 'remark')).toContain('renamed');
		expect(outputs('Keys', 'Delete').map(({ json }) => json)).toEqual([{ deleted: true }]);
		expect(texts(outputs('Keys', 'List Again'), 'remark')).not.toContain('renamed');
	});

	it('waits for a task and finds it in the list', async () => {
		const waited = outputs('Tasks', 'Wait');
		expect(waited).toHaveLength(1);
		await expectGrids(waited);
		expect(texts(outputs('Tasks', 'List'), 'taskId')).toContain(waited[0]?.json.taskId);
	});

	it('uploads, edits, films and shortens, and gets a seed', () => {
		const [item] = outputs('Midjourney Proxy', 'Upload');
		expect(item?.json.urls).toEqual([expect.stringMatching(/^http/)]);
		for (const [node, mimeType] of [
			['Edit', 'image/png'],
			['Video', 'video/mp4'],
		] as const) {
			expect(outputs('Midjourney Proxy', node)[0]?.binary?.data?.mimeType).toBe(mimeType);
		}
		expect(outputs('Midjourney Proxy', 'Shorten')[0]?.json.prompts).toHaveLength(5);
		expect(outputs('Midjourney Proxy', 'Seed')[0]?.json.seed).toEqual(expect.any(Number));
		expect(outputs('Midjourney Proxy', 'Cancel')[0]?.json.cancelled).toBe(false);
	});

	it('returns the membership and the prices', () => {
		expect(outputs('Account', 'Membership')).toHaveLength(1);
		expect(outputs('Account', 'Rates').length).toBeGreaterThan(0);
	});
});

it('The example that estimates the cost first creates no image that cannot be paid', async () => {
	const example = examples.find(({ file }) => file === '08-cost-before-batch.json');
	await control('PUT', 'account', { balance: 100 });

	const execution = await runWith('user', example?.workflow as Workflow);

	expect(failureOf(execution)).toBe('The batch would cost 28000 tokens, and the account has 100.');
	expect(itemsOf(execution, 'Imagine')).toEqual([]);
});
