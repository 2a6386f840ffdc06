import type { INode } from 'n8n-workflow';

import type { Execution } from '../../sandbox/rest';
import type { Workflow } from '../../sandbox/workflow';
import type { TaskInside } from '../support/emulator';
import { chain, listOf, type Link } from './chain';
import { outputsOf } from './live';

export const prompts = (count: number): string[] =>
	Array.from({ length: count }, (_, i) => `paper boat ${i + 1}`);

/** A field that shows, after the execution was resumed, which item of the list a picture belongs to. */
const listPrompt: Link = {
	name: 'List Prompt',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		assignments: {
			assignments: [
				{
					id: 'listPrompt',
					name: 'listPrompt',
					value: "={{ $('One by One').item.json.prompt }}",
					type: 'string',
				},
			],
		},
		includeOtherFields: true,
	},
};

const nodeName = 'Midjourney';

/** A workflow that suspends its execution for a list of prompts. Failed prompts go to the node "Failed". */
export function suspendingWorkflow(
	list: readonly string[],
	parameters: INode['parameters'] = {},
	changes: Partial<INode> = {},
): Workflow {
	const midjourney: Link = {
		name: nodeName,
		parameters: {
			prompt: '={{ $json.prompt }}',
			waitForCompletion: 'suspend',
			downloadImage: false,
			...parameters,
		},
		...changes,
	};
	const failed: Link = { name: 'Failed', type: 'n8n-nodes-base.noOp', parameters: {} };
	const workflow = chain('Suspend', ...listOf(list), midjourney, listPrompt, failed);
	delete workflow.connections[listPrompt.name];
	const first = workflow.connections[midjourney.name]?.main?.[0] ?? null;
	const second = [{ node: failed.name, type: 'main' as const, index: 0 }];
	workflow.connections[midjourney.name] = { main: [first, second] };
	return workflow;
}

/** The execution has succeeded and has run once: an item for each prompt in order, each with its own task. */
export function expectResults(
	execution: Execution,
	list: readonly string[],
	tasks: readonly TaskInside[],
	node = nodeName,
): void {
	expect(execution.status).toBe('success');
	expect(outputsOf(execution, node)).toHaveLength(1);
	expect(outputsOf(execution, listPrompt.name)).toHaveLength(1);
	const items = outputsOf(execution, listPrompt.name)[0]?.[0]?.map(({ json }) => json) ?? [];
	expect(items.map((item) => item.listPrompt)).toEqual(list);
	expect(items.map(({ prompt }) => (prompt as string).replace(/ --seed \d+$/, ''))).toEqual(list);
	expect(items.map(({ status }) => status)).toEqual(list.map(() => 'SUCCESS'));
	expect(items.map(({ taskId }) => taskId).sort()).toEqual(
		tasks.map(({ taskId }) => String(taskId)).sort(),
	);
}
