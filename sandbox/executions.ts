import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { ExecutionStatus, INodeExecutionData } from 'n8n-workflow';

import type { Execution, RestClient } from './rest';
import { waitFor } from './waiting';
import type { Workflow } from './workflow';

const unfinishedStatuses: readonly ExecutionStatus[] = ['new', 'running', 'waiting', 'unknown'];

export interface StoredWorkflow {
	id: string;
	workflow: Workflow;
}

/** Stores a workflow in n8n. */
export async function storeWorkflow(rest: RestClient, workflow: Workflow): Promise<StoredWorkflow> {
	return { id: await rest.createWorkflow(workflow), workflow };
}

/** Starts a workflow at its trigger. Returns the id of the execution. */
export async function startRun(
	rest: RestClient,
	{ id, workflow }: StoredWorkflow,
): Promise<string> {
	const trigger = workflow.nodes.find(({ type }) => /trigger$/i.test(type));
	if (!trigger) throw new Error(`The workflow "${workflow.name}" has no trigger`);
	return await rest.runWorkflow(id, trigger.name);
}

/** Waits until an execution has ended, with any status. */
export async function endOf(
	rest: RestClient,
	executionId: string,
	timeoutMs: number,
): Promise<Execution> {
	return await waitFor(
		async () => {
			const execution = await rest.readExecution(executionId);
			return !unfinishedStatuses.includes(execution.status) && execution;
		},
		{ what: `the end of execution ${executionId}`, timeoutMs },
	);
}

/** Runs a workflow and waits until it has ended. */
export async function runToEnd(
	rest: RestClient,
	stored: StoredWorkflow,
	timeoutMs: number,
): Promise<Execution> {
	return await endOf(rest, await startRun(rest, stored), timeoutMs);
}

/** The items at the first output of a node, in its last run. */
export function itemsOf({ data }: Pick<Execution, 'data'>, nodeName: string): INodeExecutionData[] {
	return data.resultData.runData[nodeName]?.at(-1)?.data?.main?.[0] ?? [];
}

/** The output items of the last executed node. */
export function resultOf(execution: Execution): INodeExecutionData[] {
	return itemsOf(execution, execution.data.resultData.lastNodeExecuted ?? '');
}

/** The error message of an execution, as the editor shows it. undefined if it succeeded. */
export function failureOf({ status, data }: Execution): string | undefined {
	if (status === 'success') return undefined;
	const { error } = data.resultData;
	return [error?.message ?? `The execution ended as "${status}"`, error?.description]
		.filter(Boolean)
		.join('. ');
}

/** Saves the files of items in a folder. Returns their paths. */
export async function saveFiles(
	rest: RestClient,
	items: INodeExecutionData[],
	folder: string,
): Promise<string[]> {
	await mkdir(folder, { recursive: true });
	const files = items.flatMap(({ binary = {} }) => Object.values(binary));
	return await Promise.all(
		files.map(async ({ id, fileName = 'picture' }) => {
			if (!id) throw new Error(`n8n did not store ${fileName}`);
			const path = join(folder, basename(fileName));
			await pipeline(await rest.binaryData(id), createWriteStream(path));
			return path;
		}),
	);
}
