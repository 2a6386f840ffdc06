import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { MidjourneyProxyApi } from '../credentials/MidjourneyProxyApi.credentials';
import { OhMyGptApi } from '../credentials/OhMyGptApi.credentials';
import { Midjourney } from '../nodes/Midjourney/Midjourney.node.js';
import type { ServiceName } from '../nodes/Midjourney/service/features';
import { runNode, type NodeRun, type RunOptions } from '../test/support/n8n';
import { simpleNode } from './simpleNode';

let executions = 0;

type Credentials = Record<string, IDataObject>;

/** The options of a new execution. */
const execution = (
	type: INodeType,
	credentials: Credentials,
	parameters: IDataObject,
	items: INodeExecutionData[],
) =>
	({
		type,
		credentialTypes: [new OhMyGptApi(), new MidjourneyProxyApi()],
		credentials,
		parameters,
		items,
		executionId: String(++executions),
	}) satisfies RunOptions;

export type Execution = ReturnType<typeof execution>;

/** Runs a node in n8n's engine, as a new execution. Throws if it fails. */
async function execute(...args: Parameters<typeof execution>): Promise<NodeRun> {
	const options = execution(...args);
	const run = await runNode(options).finished;
	if (run.status === 'success' && run.items.length === options.items.length) return run;
	const { message, description } = run.error ?? {};
	throw new Error(`The run ended as ${run.status}: ${message ?? ''} ${description ?? ''}`.trim());
}

const items = (texts: readonly string[], name: string) =>
	texts.map((text) => ({ json: { [name]: text } }));

/** The service whose credential is given. */
const serviceOf = (credentials: Credentials): ServiceName =>
	'midjourneyProxyApi' in credentials ? 'midjourneyProxy' : 'ohMyGpt';

const imagineParameters = {
	resource: 'image',
	operation: 'imagine',
	prompt: '={{ $json.prompt }}',
};

/** The node under test: Image > Imagine, polling for the results. */
export const imagine = async (
	credentials: Credentials,
	prompts: readonly string[],
	downloadImage = false,
) =>
	await execute(
		new Midjourney(),
		credentials,
		{ ...imagineParameters, service: serviceOf(credentials), downloadImage },
		items(prompts, 'prompt'),
	);

/** The node under test: one execution with all prompts, which n8n suspends until the callbacks. */
export const imagineWithSuspend = (
	credentials: Credentials,
	prompts: readonly string[],
): Execution =>
	execution(
		new Midjourney(),
		credentials,
		{ ...imagineParameters, waitForCompletion: 'suspend', downloadImage: false },
		items(prompts, 'prompt'),
	);

/** The node under test: Image > Download, with the tasks in the items. */
export const download = async (credentials: Credentials, tasks: readonly IDataObject[]) =>
	await execute(
		new Midjourney(),
		credentials,
		{ resource: 'image', operation: 'download', imageFrom: 'item' },
		tasks.map((json) => ({ json })),
	);

/** The simple node for comparison: Imagine. */
export const imagineWithSimpleNode = async (credentials: Credentials, prompts: readonly string[]) =>
	await execute(simpleNode, credentials, { operation: 'imagine' }, items(prompts, 'prompt'));

/** The simple node for comparison: Download. */
export const downloadWithSimpleNode = async (
	credentials: Credentials,
	tasks: readonly IDataObject[],
) =>
	await execute(
		simpleNode,
		credentials,
		{ operation: 'download' },
		tasks.map((json) => ({ json })),
	);

/** A function that creates a task for each prompt and waits for the results. */
export type Node = typeof imagine | typeof imagineWithSimpleNode;

/** `count` different prompts. */
export const prompts = (count: number) =>
	Array.from({ length: count }, (_, i) => `a red kite over dunes, number ${i + 1}`);
