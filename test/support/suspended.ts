import { WorkflowExecute } from 'n8n-core';
import type { INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { runNode, type NodeRun, type RunOptions } from './n8n';
import { callWebhook, type Call, type Heard } from './webhookCall';
import { makeWorkflow, nodeName } from './workflow';

/** As the database gives an execution back. */
export const stored = (data: IRunExecutionData) =>
	JSON.parse(JSON.stringify(data)) as IRunExecutionData;

/** An execution that sleeps, and what n8n does with it. */
export interface Suspended {
	run: NodeRun;
	/** Calls the resume address, n8n's own token given. */
	call: (call: Call) => Promise<Heard>;
	/** Lets the execution go on with what a call has brought; gives the outputs of the node. */
	goOn: (outputs: INodeExecutionData[][] | undefined) => Promise<INodeExecutionData[][]>;
	/** Lets the time limit pass. */
	reachLimit: () => Promise<INodeExecutionData[][]>;
}

async function proceed(
	options: RunOptions,
	runData: IRunExecutionData,
): Promise<INodeExecutionData[][]> {
	const { workflow, additionalData, mode } = await makeWorkflow(options);
	const engine = new WorkflowExecute(additionalData, mode, runData);
	const { data: after } = await engine.processRunExecutionData(workflow);
	const outputs = after.resultData.runData[nodeName]?.at(-1)?.data?.main ?? [];
	return outputs.map((items) => items ?? []);
}

/** Lets an execution that slept go on with what a call has brought; gives the outputs of the node. */
export async function goOn(
	options: RunOptions,
	data: IRunExecutionData,
	outputs: INodeExecutionData[][],
): Promise<INodeExecutionData[][]> {
	const runData = stored(data);
	const entry = runData.executionData?.nodeExecutionStack[0];
	if (!entry) throw new Error('Nothing is left to be executed');
	// What n8n does before it lets an execution go on.
	runData.waitTill = undefined;
	runData.resultData.runData[nodeName]?.pop();
	entry.node.disabled = true;
	entry.data.main = outputs;
	entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
	return await proceed(options, stored(runData));
}

/** Runs the Midjourney node to the point where the execution sleeps. */
export async function suspend(options: RunOptions): Promise<Suspended> {
	const run = await runNode(options).finished;
	const { data } = run.execution;
	if (run.status !== 'waiting') {
		throw new Error(`The execution is ${run.status}: ${run.error?.message ?? 'no error'}`);
	}

	return {
		run,
		call: async (call) => await callWebhook(await makeWorkflow(options), call, stored(data)),
		async goOn(outputs) {
			if (!outputs) throw new Error('The execution sleeps on');
			return await goOn(options, data, outputs);
		},
		reachLimit: async () => await proceed(options, stored(data)),
	};
}
