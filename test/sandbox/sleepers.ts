import type { INode } from 'n8n-workflow';

import type { Execution } from '../../sandbox/rest';
import type { Workflow } from '../../sandbox/workflow';
import type { TaskInside } from '../support/emulator';
import { chain, listOf, type Link } from './chain';
import { outputsOf } from './live';

export const prompts = (count: number): string[] =>
	Array.from({ length: count }, (_, i) => `paper boat ${i + 1}`);

/** A field that tells, behind the sleep, from which item of the list a picture has come. */
const asked: Link = {
	name: 'Asked',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		assignments: {
			assignments: [
				{
					id: 'asked',
					name: 'asked',
					value: "={{ $('One by One').item.json.prompt }}",
					type: 'string',
				},
			],
		},
		includeOtherFields: true,
	},
};

const nodeName = 'Midjourney';

/** A workflow that sleeps over a list of prompts; failed ones go to the node "Failed". */
export function sleeper(
	list: readonly string[],
	parameters: INode['parameters'] = {},
	changes: Partial<INode> = {},
): Workflow {
	const midjourney: Link = {
		name: nodeName,
		parameters: {
			prompt: '={{ $json.prompt }}',
			waitForCompletion: 'suspend',
			downloadPicture: false,
			...parameters,
		},
		...changes,
	};
	const failed: Link = { name: 'Failed', type: 'n8n-nodes-base.noOp', parameters: {} };
	const workflow = chain('Sleeper', ...listOf(list), midjourney, asked, failed);
	delete workflow.connections[asked.name];
	const first = workflow.connections[midjourney.name]?.main?.[0] ?? null;
	const second = [{ node: failed.name, type: 'main' as const, index: 0 }];
	workflow.connections[midjourney.name] = { main: [first, second] };
	return workflow;
}

/** The execution has ended once and well: an item for each prompt in order, each of its own task. */
export function expectResults(
	execution: Execution,
	list: readonly string[],
	tasks: readonly TaskInside[],
	node = nodeName,
): void {
	expect(execution.status).toBe('success');
	expect(outputsOf(execution, node)).toHaveLength(1);
	expect(outputsOf(execution, 'Asked')).toHaveLength(1);
	const items = outputsOf(execution, 'Asked')[0]?.[0]?.map(({ json }) => json) ?? [];
	expect(items.map((item) => item.asked)).toEqual(list);
	expect(items.map(({ prompt }) => (prompt as string).replace(/ --seed \d+$/, ''))).toEqual(list);
	expect(items.map(({ status }) => status)).toEqual(list.map(() => 'SUCCESS'));
	expect(items.map(({ taskId }) => taskId).sort()).toEqual(
		tasks.map(({ taskId }) => String(taskId)).sort(),
	);
}
