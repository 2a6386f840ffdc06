import { WorkflowExecute } from 'n8n-core';
import type { ExecutionStatus } from 'n8n-workflow';
import type { RunOptions } from './n8n';
import { makeWorkflow } from './workflow';

/** One execution in n8n's engine; `run` starts it. */
export async function prepare(options: RunOptions) {
	const { workflow, startNode, additionalData, hooks, mode } = await makeWorkflow(options);
	let endStatus: ExecutionStatus | undefined;
	hooks.addHandler('workflowExecuteAfter', ({ status }) => {
		endStatus ??= status;
	});
	const engine = new WorkflowExecute(additionalData, mode);
	return {
		run: () => engine.run({ workflow, startNode: workflow.nodes[startNode] }),
		/** The status that n8n would store. A cancelled execution stays cancelled, even if its node ends later. */
		endStatus: () => endStatus,
		markTimedOut: () => {
			engine.timedOut = true;
		},
	};
}
