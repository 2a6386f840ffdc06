import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startEmulator, type Emulator } from '../../emulator/server';
import { operations } from '../../nodes/Midjourney/operations/catalogue';
import { readExamples } from '../../sandbox/examples';
import { failureOf, itemsOf, runToEnd } from '../../sandbox/executions';
import type { Execution } from '../../sandbox/rest';
import type { Workflow } from '../../sandbox/workflow';
import { exampleChecks, texts } from './exampleChecks';
import { storeExample } from './storeExample';
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

const { checks, expectGrids } = exampleChecks({
	emulator: () => emulator,
	n8n,
	folder,
});

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
	const stored = await storeExample(n8n(), emulator, workflow, key);
	return await runToEnd(n8n().rest, stored, limitMs);
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

describe('In a real n8n', () => {
	it.each(examples)('examples/$file returns what its note promises', async ({ file, workflow }) => {
		const execution = executionOf(workflow);
		expect(failureOf(execution)).toBeUndefined();
		await checks[file]?.(execution);
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
