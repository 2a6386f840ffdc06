import { SupplyDataContext } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type NodeExecutionHint,
} from 'n8n-workflow';
import type { RunOptions } from './n8n';
import { makeWorkflow } from './workflow';

/** Runs a node in the context in which n8n's agents call their tools. */
export async function runAsTool(
	options: RunOptions,
	runIndex = 0,
): Promise<{ items: INodeExecutionData[]; hints: NodeExecutionHint[] }> {
	const { workflow, node, nodeType, additionalData, mode } = await makeWorkflow(options);
	const context = new SupplyDataContext(
		workflow,
		node,
		additionalData,
		mode,
		createRunExecutionData({ resumeToken: `token of ${options.executionId}` }),
		runIndex,
		[],
		{},
		NodeConnectionTypes.AiTool,
		{ node, data: { main: [] }, source: null },
		[],
	);
	context.addInputData(NodeConnectionTypes.AiTool, [options.items ?? [{ json: {} }]]);
	const outputs = await nodeType.execute?.call(context as unknown as IExecuteFunctions);
	return { items: (outputs as INodeExecutionData[][])[0] ?? [], hints: context.hints };
}
