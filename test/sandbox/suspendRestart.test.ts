import type { INode } from 'n8n-workflow';
import { request } from 'undici';

import type { Workflow } from '../../sandbox/workflow';
import { exampleOf, outputsOf, liveTimeoutMs, useLive, type Run } from './live';
import { expectResults, prompts, suspendingWorkflow } from './suspendedExecutions';
import { useN8n } from './useN8n';

jest.setTimeout(4 * liveTimeoutMs);

const n8n = useN8n();
const live = useLive(n8n);
const { startSuspended, tasksOf, finish, endOf } = live;

/** So long that n8n is killed before it has passed: an execution that resumes at that moment would be a crashed one. */
const shortLimit = { options: { timeLimitMinutes: 1 } };
const list = prompts(3);

/** The workflow with other options in its node that suspends. */
const withLimit = (workflow: Workflow, parameters: INode['parameters']): Workflow => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.parameters.waitForCompletion === 'suspend'
			? { ...node, parameters: { ...node.parameters, ...parameters } }
			: node,
	),
});

/** Calls the trigger for a task. */
async function report(taskId: number): Promise<number> {
	const [trigger] = exampleOf('13').nodes;
	const url = `${n8n().url}/webhook/${trigger?.webhookId}/webhook?secret=${live.secret()}`;
	const response = await request(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ taskId, status: 'SUCCESS' }),
	});
	await response.body.dump();
	return response.statusCode;
}

/** Executions that are started before n8n is killed. Tasks end while it is down. All is checked after its restart. */
let suspended: Run;
let allLost: Run;
let lastLost: Run;
let limited: Run;
let trigger: string;

beforeAll(async () => {
	trigger = (await live.store(exampleOf('13'))).id;
	await live.editor().publish(trigger);
	suspended = await startSuspended(suspendingWorkflow(list));
	allLost = await startSuspended(suspendingWorkflow(list, shortLimit));
	lastLost = await startSuspended(suspendingWorkflow(list, shortLimit));
	limited = await startSuspended(withLimit(exampleOf('12'), shortLimit));

	const [one, two] = await tasksOf(suspended);
	await finish(one!);
	await live.deliveryOf(one!);
	expect(await report(one!.taskId)).toBe(200);
	await live.endedRuns(trigger, 1);
	const [first, ...others] = await tasksOf(lastLost);
	await finish(first!);
	await live.deliveryOf(first!);

	await n8n().kill();
	// n8n receives no callback for these.
	for (const task of [two!, ...others, ...(await tasksOf(allLost)), ...(await tasksOf(limited))]) {
		await finish(task);
		expect((await live.deliveryOf(task)).answered).toBeNull();
	}
	await n8n().start();
}, 4 * liveTimeoutMs);

it('An execution that was suspended when n8n was killed resumes with the next callback, with all results', async () => {
	const tasks = await tasksOf(suspended);
	await finish(tasks[2]!);
	expectResults(await endOf(suspended), list, tasks);
});

it.each([
	{ label: 'all callbacks are lost', run: () => allLost },
	{ label: 'the last callbacks are lost', run: () => lastLost },
])('When $label, the tasks are returned at the time limit, marked, once', async ({ run }) => {
	const execution = await endOf(run(), 2 * liveTimeoutMs);
	expect(execution.status).toBe('success');
	expect(outputsOf(execution, 'Midjourney')).toHaveLength(1);
	const [items] = outputsOf(execution, 'List Prompt')[0] ?? [];
	expect(items?.map(({ json }) => [json.listPrompt, json.taskId, json.timedOut])).toEqual(
		(await tasksOf(run())).map(({ taskId }, i) => [list[i], String(taskId), true]),
	);
});

it('Task > Wait waits for the tasks that were returned at the limit, and they are not paid again', async () => {
	const execution = await endOf(limited, 2 * liveTimeoutMs);
	expect(execution.status).toBe('success');
	const tasks = await tasksOf(limited);
	expect(tasks).toHaveLength(1);
	expect(outputsOf(execution, 'Image').flat(2)).toMatchObject([
		{
			json: { taskId: String(tasks[0]?.taskId), status: 'SUCCESS' },
			binary: { data: { mimeType: 'image/png' } },
		},
	]);
});

it('No execution has paid for anything twice', async () => {
	expect((await live.stats()).tasksCreated).toBe(3 * list.length + 1);
});

it('The trigger starts nothing for a task that was reported before n8n was killed, only for a new one', async () => {
	const [reported, unreported] = await tasksOf(suspended);
	expect(await report(reported!.taskId)).toBe(200);
	expect(await report(unreported!.taskId)).toBe(200);
	expect(await live.endedRuns(trigger, 2)).toHaveLength(2);
});
