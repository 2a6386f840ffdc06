import { Container } from '@n8n/di';
import { InstanceSettings, WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, type ExecutionStatus, type ITaskData } from 'n8n-workflow';
import type { RunOptions } from './n8n';
import { makeWorkflow, nodeName } from './workflow';

const unknownRun = { startTime: 0, executionIndex: 0, executionTime: -1, source: [null] };
const storedRuns: Record<NonNullable<RunOptions['storedRun']>, ITaskData> = {
	real: { ...unknownRun, executionStatus: 'success', data: { main: [[]] } },
	finished: {
		...unknownRun,
		executionStatus: 'success',
		data: { main: [[{ json: { isArtificialRecoveredEventItem: true } }]] },
	},
	crashed: { ...unknownRun, executionStatus: 'crashed' },
};

/** One execution in n8n's engine; `run` starts it. */
export async function prepare(options: RunOptions) {
	const { workflow, startNode, additionalData, hooks, mode } = await makeWorkflow(options);
	let endStatus: ExecutionStatus | undefined;
	hooks.addHandler('workflowExecuteAfter', ({ status }) => {
		endStatus ??= status;
	});
	// What n8n keeps over the attempts of an execution.
	const data = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node: workflow.nodes[startNode]!, data: { main: [[{ json: {} }]] }, source: null },
			],
			...(options.contextData ? { contextData: options.contextData } : {}),
		},
		resultData: {
			runData: options.storedRun ? { [nodeName]: [storedRuns[options.storedRun]] } : {},
		},
		resumeToken: `token of ${additionalData.executionId}`,
	});
	data.executionData!.runtimeData = {
		version: 1,
		establishedAt: Date.now() - (options.begunMsAgo ?? 0),
		source: mode,
	};
	const { instanceId } = options;
	if (instanceId)
		Object.defineProperty(Container.get(InstanceSettings), 'instanceId', {
			value: instanceId,
			configurable: true,
		});
	const engine = new WorkflowExecute(additionalData, mode, data);
	return {
		run: () => engine.processRunExecutionData(workflow),
		/** The status that n8n would store. A cancelled execution stays cancelled, even if its node ends later. */
		endStatus: () => endStatus,
		markTimedOut: () => {
			engine.timedOut = true;
		},
	};
}
