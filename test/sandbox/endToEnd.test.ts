import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { readExamples, withCredential } from '../../sandbox/examples';
import {
	endOf,
	failureOf,
	resultOf,
	runToEnd,
	saveFiles,
	startRun,
	storeWorkflow,
} from '../../sandbox/executions';
import { waitFor } from '../../sandbox/waiting';
import type { Workflow } from '../../sandbox/workflow';
import { useEmulator } from '../support/emulator';
import { isGridOf } from './picture';
import { useN8n } from './useN8n';

const limitMs = 120_000;
jest.setTimeout(limitMs);

// n8n is another process with real time, so the tasks are short.
const emulator = useEmulator({ speed: 1, durationSeconds: { min: 2, max: 3 } });
const n8n = useN8n();

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function newCredential(changes: Record<string, string> = {}) {
	const data = emulator.credentials(changes).ohMyGptApi;
	const stored = await n8n().rest.createCredential({ name: 'OhMyGPT', type: 'ohMyGptApi', data });
	return { stored, data };
}

const firstExample = () => readExamples()[0]?.workflow as Workflow;

async function store(workflow: Workflow) {
	const { stored } = await newCredential();
	return await storeWorkflow(n8n().rest, withCredential(workflow, stored));
}

describe('The package in a real n8n', () => {
	it('offers the Midjourney node under the name that installed packages have', async () => {
		const [type] = await n8n().rest.nodeTypes('n8n-nodes-midjourney.midjourney');
		expect(type).toMatchObject({ displayName: 'Midjourney', usableAsTool: true });
	});

	it('runs the first example to the image of its task', async () => {
		const execution = await runToEnd(n8n().rest, await store(firstExample()), limitMs);
		expect(failureOf(execution)).toBeUndefined();

		const items = resultOf(execution);
		const taskId = items[0]?.json.taskId as string;
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ status: 'SUCCESS', progress: 100 });

		const files = await saveFiles(n8n().rest, items, folder);
		expect(files.map((file) => basename(file))).toEqual([`${taskId}-grid.png`]);
		expect(await isGridOf(emulator.url, taskId, files[0] ?? '')).toBe(true);
	});

	it('stops waiting for a task when the user stops the execution', async () => {
		await emulator.settings({ durationSeconds: { min: 600, max: 600 } });
		const executionId = await startRun(n8n().rest, await store(firstExample()));
		await waitFor(async () => (await emulator.tasks()).length > 0, {
			what: 'the task',
			timeoutMs: 30_000,
		});

		await n8n().rest.stopExecution(executionId);

		expect((await endOf(n8n().rest, executionId, 20_000)).status).toBe('canceled');
	});
});

describe('The test of the credential', () => {
	it('accepts a key that may use Midjourney', async () => {
		const { stored, data } = await newCredential();
		expect(await n8n().rest.testCredential(stored, data)).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a wrong key', () => ({ apiKey: `sk-${'x'.repeat(48)}` }), /API key/],
		['a key without Midjourney', () => ({ apiKey: emulator.keys.withoutMidjourney }), /permission/],
		['a URL that no server has', () => ({ baseUrl: 'http://127.0.0.1:1' }), /reach/],
	])('explains what is wrong with %s', async (_label, changes, words) => {
		const { stored, data } = await newCredential(changes());
		const { status, message } = await n8n().rest.testCredential(stored, data);
		expect(status).toBe('Error');
		expect(message).toMatch(words);
	});
});
