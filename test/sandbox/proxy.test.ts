import { readExamples, withCredential } from '../../sandbox/examples';
import { failureOf, resultOf, runToEnd, storeWorkflow } from '../../sandbox/executions';
import type { Workflow } from '../../sandbox/workflow';
import { useEmulator } from '../support/emulator';
import { useN8n } from './useN8n';

const limitMs = 180_000;
jest.setTimeout(limitMs);

// n8n is another process with real time, so the tasks are short.
const emulator = useEmulator({ speed: 10, tileSize: 64, durationSeconds: { min: 20, max: 30 } });
const n8n = useN8n();

const example = () => {
	const found = readExamples().find(({ file }) => file.startsWith('15-'));
	if (!found) throw new Error('There is no example 15');
	return found.workflow;
};

/** The example, with other parameters in its first Midjourney node. */
const changed = (workflow: Workflow, parameters: object): Workflow => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.name === 'Imagine' ? { ...node, parameters: { ...node.parameters, ...parameters } } : node,
	),
});

async function newCredential(changes: object = {}) {
	const { rest } = n8n();
	const data = { ...emulator.proxyCredentials().midjourneyProxyApi, ...changes };
	const stored = await rest.createCredential({ name: 'Proxy', type: 'midjourneyProxyApi', data });
	return { stored, data };
}

async function runExample(workflow: Workflow, changes: object = {}) {
	const { rest } = n8n();
	const { stored } = await newCredential(changes);
	const ready = await storeWorkflow(rest, withCredential(workflow, stored));
	return await runToEnd(rest, ready, limitMs);
}

describe.each(['plus', 'new-api'] as const)('A server of the kind %s in a real n8n', (variant) => {
	beforeEach(async () => await emulator.settings({ proxyVariant: variant }));

	it('makes an image, presses a button of it, and downloads the result', async () => {
		const execution = await runExample(example());
		expect(failureOf(execution)).toBeUndefined();
		const [item] = resultOf(execution);
		expect(item?.json).toMatchObject({ status: 'SUCCESS', action: 'UPSCALE' });
		expect(item?.binary?.data?.mimeType).toBe('image/png');
		expect((await emulator.stats()).tasksCreated).toBe(2);
	});

	it('has its credential tested, for nothing', async () => {
		const { rest } = n8n();
		const { stored, data } = await newCredential();
		expect(await rest.testCredential(stored, data)).toMatchObject({ status: 'OK' });
		expect((await emulator.stats()).tasksCreated).toBe(0);
	});

	it.each([
		['a wrong key', () => ({ apiKey: 'wrong' }), /API Key/],
		['the address of another program', () => ({ baseUrl: `${emulator.url}/api/v1` }), /Base URL/],
		['an address that no server has', () => ({ baseUrl: 'http://127.0.0.1:1' }), /reach/],
	])('explains what is wrong with %s', async (_label, changes, words) => {
		emulator.expectUnknownAddresses();
		const { stored, data } = await newCredential(changes());
		const { status, message } = await n8n().rest.testCredential(stored, data);
		expect(status).toBe('Error');
		expect(message).toMatch(words);
	});
});

it('P4: The test of the credential explains that the key may be limited to some models', async () => {
	await emulator.settings({ proxyVariant: 'new-api' });
	await emulator.account({ permissions: ['mj_imagine'] });
	const { stored, data } = await newCredential();
	const { status, message } = await n8n().rest.testCredential(stored, data);
	expect([status, message]).toEqual(['Error', expect.stringContaining('limited to some models')]);
});

it('An execution is suspended until the server of the kind plus calls back', async () => {
	await emulator.settings({ proxyVariant: 'plus' });
	const workflow = changed(example(), { waitForCompletion: 'suspend' });
	const execution = await runExample(workflow, { callsBack: true });
	expect(failureOf(execution)).toBeUndefined();
	expect(resultOf(execution)[0]?.json).toMatchObject({ status: 'SUCCESS', action: 'UPSCALE' });
	expect((await emulator.stats()).callbacks).toBeGreaterThanOrEqual(1);
});
