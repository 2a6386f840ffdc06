import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { OhMyGptApi } from '../credentials/OhMyGptApi.credentials';
import { Midjourney } from '../nodes/Midjourney/Midjourney.node.js';
import { runNode, type NodeRun, type RunOptions } from '../test/support/n8n';
import { simpleNode } from './simpleNode';

let executions = 0;

type Credentials = Record<string, IDataObject>;

/** An execution of its own. */
const execution = (
	type: INodeType,
	credentials: Credentials,
	parameters: IDataObject,
	items: INodeExecutionData[],
) =>
	({
		type,
		credentialTypes: [new OhMyGptApi()],
		credentials,
		parameters,
		items,
		executionId: String(++executions),
	}) satisfies RunOptions;

export type Execution = ReturnType<typeof execution>;

/** Runs a node in n8n's engine, as an execution of its own. Throws where it fails. */
async function execute(...about: Parameters<typeof execution>): Promise<NodeRun> {
	const options = execution(...about);
	const run = await runNode(options).finished;
	if (run.status === 'success' && run.items.length === options.items.length) return run;
	const { message, description } = run.error ?? {};
	throw new Error(`The run ended as ${run.status}: ${message ?? ''} ${description ?? ''}`.trim());
}

const items = (texts: readonly string[], name: string) =>
	texts.map((text) => ({ json: { [name]: text } }));

const imagining = { resource: 'image', operation: 'imagine', prompt: '={{ $json.prompt }}' };

/** What is under test: Image > Imagine, waiting for the results. */
export const imagine = async (
	credentials: Credentials,
	prompts: readonly string[],
	downloadPicture = false,
) =>
	await execute(
		new Midjourney(),
		credentials,
		{ ...imagining, downloadPicture },
		items(prompts, 'prompt'),
	);

/** What is under test: one execution that sleeps over all prompts. */
export const sleepyImagine = (credentials: Credentials, prompts: readonly string[]): Execution =>
	execution(
		new Midjourney(),
		credentials,
		{ ...imagining, waitForCompletion: 'suspend', downloadPicture: false },
		items(prompts, 'prompt'),
	);

/** What is under test: Image > Download of tasks that the items hold. */
export const download = async (credentials: Credentials, tasks: readonly IDataObject[]) =>
	await execute(
		new Midjourney(),
		credentials,
		{ resource: 'image', operation: 'download', pictureFrom: 'item' },
		tasks.map((json) => ({ json })),
	);

/** What it is compared with. */
export const simplyImagine = async (credentials: Credentials, prompts: readonly string[]) =>
	await execute(simpleNode, credentials, { operation: 'imagine' }, items(prompts, 'prompt'));

/** What it is compared with. */
export const simplyDownload = async (credentials: Credentials, tasks: readonly IDataObject[]) =>
	await execute(
		simpleNode,
		credentials,
		{ operation: 'download' },
		tasks.map((json) => ({ json })),
	);

/** A node that makes tasks of prompts and waits for them. */
export type Node = typeof imagine | typeof simplyImagine;

/** So many different prompts. */
export const prompts = (count: number) =>
	Array.from({ length: count }, (_, i) => `a red kite over dunes, number ${i + 1}`);
