import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { OhMyGptApi } from '../credentials/OhMyGptApi.credentials';
import { Midjourney } from '../nodes/Midjourney/Midjourney.node.js';
import { runNode, type NodeRun } from '../test/support/n8n';
import { simpleNode } from './simpleNode';

let executions = 0;

/** Runs a node in n8n's engine, as an execution of its own. Throws where it fails. */
async function execute(
	type: INodeType,
	credentials: Record<string, IDataObject>,
	parameters: IDataObject,
	items: INodeExecutionData[],
): Promise<NodeRun> {
	const run = await runNode({
		type,
		credentialTypes: [new OhMyGptApi()],
		credentials,
		parameters,
		items,
		executionId: String(++executions),
	}).finished;
	if (run.status === 'success' && run.items.length === items.length) return run;
	const { message, description } = run.error ?? {};
	throw new Error(`The run ended as ${run.status}: ${message ?? ''} ${description ?? ''}`.trim());
}

type Credentials = Record<string, IDataObject>;

const items = (texts: readonly string[], name: string) =>
	texts.map((text) => ({ json: { [name]: text } }));

/** What is under test: Image > Imagine, waiting for the results. */
export const imagine = async (
	credentials: Credentials,
	prompts: readonly string[],
	downloadPicture = false,
) =>
	await execute(
		new Midjourney(),
		credentials,
		{ resource: 'image', operation: 'imagine', prompt: '={{ $json.prompt }}', downloadPicture },
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
