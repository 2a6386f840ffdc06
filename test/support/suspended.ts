import { WorkflowExecute } from 'n8n-core';
import type { INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { runNode, type NodeRun, type RunOptions } from './n8n';
import { callWebhook, type Call, type WebhookResult } from './webhookCall';
import { makeWorkflow, nodeName } from './workflow';

/** Execution data after it was stored in the database and read again. */
export const roundTrip = (data: IRunExecutionData) =>
	JSON.parse(JSON.stringify(data)) as IRunExecutionData;

/** A suspended execution, and what n8n does with it. */
export interface Suspended {
	run: NodeRun;
	/** Calls the resume URL, with n8n's own token. */
	call: (call: Call) => Promise<WebhookResult>;
	/** Resumes the execution with the outputs of a call. Returns the outputs of the node. */
	resume: (outputs: INodeExecutionData[][] | undefined) => Promise<INodeExecutionData[][]>;
	/** Resumes the execution at its time limit. */
	reachLimit: () => Promise<INodeExecutionData[][]>;
}

async function runToEnd(
	options: RunOptions,
	runData: IRunExecutionData,
): Promise<INodeExecutionData[][]> {
	const { workflow, additionalData, mode } = await makeWorkflow(options);
	const engine = new WorkflowExecute(additionalData, mode, runData);
	const { data: after } = await engine.processRunExecutionData(workflow);
	const outputs = after.resultData.runData[nodeName]?.at(-1)?.data?.main ?? [];
	return outputs.map((items) => items ?? []);
}

/** Resumes a suspended execution with the outputs of a call. Returns the outputs of the node. */
export async function resume(
	options: RunOptions,
	data: IRunExecutionData,
	outputs: INodeExecutionData[][],
): Promise<INodeExecutionData[][]> {
	const runData = roundTrip(data);
	const entry = runData.executionData?.nodeExecutionStack[0];
	if (!entry) throw new Error('The execution has no node left to run');
	// What n8n does before it resumes an execution.
	runData.waitTill = undefined;
	runData.resultData.runData[nodeName]?.pop();
	entry.node.disabled = true;
	entry.data.main = outputs;
	entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
	return await runToEnd(options, roundTrip(runData));
}

/** Runs the Midjourney node until the execution is suspended. */
export async function suspend(options: RunOptions): Promise<Suspended> {
	const run = await runNode(options).finished;
	const { data } = run.execution;
	if (run.status !== 'waiting') {
		throw new Error(`The execution is ${run.status}: ${run.error?.message ?? 'no error'}`);
	}

	return {
		run,
		call: async (call) => await callWebhook(await makeWorkflow(options), call, roundTrip(data)),
		async resume(outputs) {
			if (!outputs) throw new Error('The execution is still suspended');
			return await resume(options, data, outputs);
		},
		reachLimit: async () => await runToEnd(options, roundTrip(data)),
	};
}
