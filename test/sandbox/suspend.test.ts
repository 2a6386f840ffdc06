import { request } from 'undici';

import type { TaskInside } from '../support/emulator';
import { outputsOf, liveTimeoutMs, useLive, type Run } from './live';
import { expectImagesAndFailure, expectTwelveImages, finishTasksOf } from './suspendedExamples';
import { expectResults, prompts, suspendingWorkflow } from './suspendedExecutions';
import { useN8n } from './useN8n';

jest.setTimeout(3 * liveTimeoutMs);

const n8n = useN8n();
const live = useLive(n8n);
const { startSuspended, tasksOf, finish, endOf } = live;

const finishAll = async (run: Run): Promise<void> => await finishTasksOf(live, run);

/** Waits for the end of an execution and checks that its results are complete. */
async function expectUndisturbed(run: Run, list: readonly string[], node?: string) {
	expectResults(await endOf(run), list, await tasksOf(run), node);
}

describe('One execution', () => {
	it.each([1, 50])('is suspended for %i tasks and returns all of them once', async (count) => {
		const list = prompts(count);
		const run = await startSuspended(suspendingWorkflow(list));
		expect(await tasksOf(run)).toHaveLength(count);
		await finishAll(run);
		await expectUndisturbed(run, list);
	});

	it('is suspended for the twelve tasks of examples/10 and returns their images', async () => {
		await expectTwelveImages(live);
	});

	it('returns the images and the failure of examples/11 each at its output', async () => {
		await expectImagesAndFailure(live);
	});

	it('resumes once, when its last three tasks are reported at the same moment, and downloads each image once', async () => {
		const list = prompts(3);
		const run = await startSuspended(suspendingWorkflow(list, { downloadImage: true }));
		const fetched = async () => (await live.stats()).requests.storedPicture ?? 0;
		const before = await fetched();
		await finishAll(run);
		const execution = await endOf(run);
		expectResults(execution, list, await tasksOf(run));
		const pictures = outputsOf(execution, 'Midjourney')[0]?.[0]?.map(({ binary }) => binary?.data);
		expect(pictures?.map((picture) => picture?.mimeType)).toEqual(list.map(() => 'image/png'));
		expect((await fetched()) - before).toBe(list.length);
	});

	it('can be suspended in a node of any name', async () => {
		const name = `It's "my" {{ $node }} \\ 🎨`;
		const run = await startSuspended(suspendingWorkflow(prompts(2), {}, { name }));
		await finishAll(run);
		await expectUndisturbed(run, prompts(2), name);
	});

	it('passes a failed task to the error output, and the others keep their items', async () => {
		const list = prompts(4);
		const run = await startSuspended(
			suspendingWorkflow(list, {}, { onError: 'continueErrorOutput' }),
		);
		const tasks = await tasksOf(run);
		await finish(tasks[1]!, { failReason: 'Out of paint' });
		for (const task of [tasks[0]!, tasks[2]!, tasks[3]!]) await finish(task);
		const execution = await endOf(run);
		const [succeeded] = outputsOf(execution, 'List Prompt')[0] ?? [];
		expect(succeeded?.map(({ json }) => json.listPrompt)).toEqual([list[0], list[2], list[3]]);
		const [failed] = outputsOf(execution, 'Failed')[0] ?? [];
		expect(failed?.map(({ json }) => json)).toMatchObject([
			{
				prompt: list[1],
				error: expect.stringContaining('Out of paint'),
				message: { taskId: String(tasks[1]?.taskId) },
			},
		]);
	});

	it('pairs no item with a wrong input item, if each item becomes four', async () => {
		const run = await startSuspended(
			suspendingWorkflow(prompts(2), { downloadImage: true, splitGrid: true }, {}),
		);
		await finishAll(run);
		const execution = await endOf(run);
		expect(outputsOf(execution, 'Midjourney')[0]?.[0]?.map(({ json }) => json.tile)).toEqual([
			1, 2, 3, 4, 1, 2, 3, 4,
		]);
		// n8n would pair them by their position. The node prevents that.
		const [items] = outputsOf(execution, 'List Prompt')[0] ?? [];
		expect(items?.map(({ json }) => json.listPrompt ?? null)).toEqual(Array(8).fill(null));
	});
});

describe('A callback', () => {
	it('that is lost is replaced by the next', async () => {
		await live.fault('callback', 'callback-lost');
		const run = await startSuspended(suspendingWorkflow(prompts(3)));
		for (const task of await tasksOf(run)) {
			await finish(task);
			await live.deliveryOf(task);
		}
		await expectUndisturbed(run, prompts(3));
	});

	it('of progress changes nothing and sends no request, not even a hundred of them at once', async () => {
		const run = await startSuspended(suspendingWorkflow(prompts(2)));
		const [first] = await tasksOf(run);
		const before = (await live.stats()).requestsTotal;
		await live.callBack(first!, 100);
		const statuses = (await live.deliveriesOf(first!)).map(({ answered }) => answered);
		expect(statuses).toEqual(Array(100).fill(200));
		expect((await live.stats()).requestsTotal).toBe(before);
		await finishAll(run);
		await expectUndisturbed(run, prompts(2));
	});

	it('that arrives before the execution is suspended is not needed', async () => {
		await live.fault('imagine', 'callback-early', { skip: 1 });
		const run = await startSuspended(suspendingWorkflow(prompts(3)));
		const tasks = await tasksOf(run);
		const early = tasks.filter(({ status }) => status === 'SUCCESS');
		expect(early).toHaveLength(1);
		expect((await live.deliveryOf(early[0]!)).answered).toBeGreaterThanOrEqual(400);
		for (const task of tasks.filter((each) => each !== early[0])) await finish(task);
		await expectUndisturbed(run, prompts(3));
	});

	it('after the end is rejected and starts nothing again', async () => {
		const run = await startSuspended(suspendingWorkflow(prompts(1)));
		await finishAll(run);
		await endOf(run);
		const [task] = await tasksOf(run);
		await live.callBack(task!, 3);
		const statuses = (await live.deliveriesOf(task!)).map(({ answered }) => answered);
		expect(statuses.slice(1)).toEqual([409, 409, 409]);
		await expectUndisturbed(run, prompts(1));
	});

	it('finds its execution although the workflow was changed meanwhile', async () => {
		const list = prompts(2);
		const run = await startSuspended(suspendingWorkflow(list));
		const changed = suspendingWorkflow(['something else'], {
			waitForCompletion: 'none',
			operation: 'blend',
		});
		await live.editor().save(run.stored.id, changed);
		await finishAll(run);
		await expectUndisturbed(run, list);
	});
});

describe('A call to the URL of a suspended execution', () => {
	const list = prompts(1);
	let run: Run;
	let task: TaskInside;

	beforeAll(async () => {
		run = await startSuspended(suspendingWorkflow(list));
		[task] = (await tasksOf(run)) as [TaskInside];
	}, liveTimeoutMs);

	const success = () => JSON.stringify({ taskId: task.taskId, status: 'SUCCESS' });
	const json = { 'content-type': 'application/json' };
	const deep = '['.repeat(20_000) + ']'.repeat(20_000);

	/** The right URL with other values for a parameter, or without it for an empty list. */
	function address(changes: Record<string, string[]> = {}): string {
		const url = new URL(task.webhook ?? '');
		for (const [name, values] of Object.entries(changes)) {
			url.searchParams.delete(name);
			for (const value of values) url.searchParams.append(name, value);
		}
		return url.href;
	}
	const nonce = () => new URL(task.webhook ?? '').searchParams.get('nonce') ?? '';

	it.each([
		['without the token of n8n', () => address({ signature: [] }), {}, 401],
		['with a wrong token', () => address({ signature: ['0'.repeat(64)] }), {}, 401],
		['without the nonce', () => address({ nonce: [] }), {}, 403],
		['with a wrong nonce', () => address({ nonce: ['0'.repeat(48)] }), {}, 403],
		['with the nonce twice', () => address({ nonce: [nonce(), nonce()] }), {}, 403],
		['with a long nonce', () => address({ nonce: [nonce() + 'x'.repeat(10_000)] }), {}, 403],
		['with a success that the service does not confirm', () => address(), {}, 200],
		['for another task', () => address(), { body: '{"taskId":1,"status":"SUCCESS"}' }, 400],
		[
			'with a text',
			() => address(),
			{ headers: { 'content-type': 'text/plain' }, body: 'a text' },
			400,
		],
		[
			'with a form',
			() => address(),
			{ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'status=SUCCESS' },
			400,
		],
		['with what is no JSON', () => address(), { body: '{"taskId":' }, 422],
		['with 10 MB', () => address(), { body: `{"extra":"${'x'.repeat(10_000_000)}"}` }, 400],
		['with 20 MB', () => address(), { body: `{"extra":"${'x'.repeat(20_000_000)}"}` }, 500],
		['with deep nesting', () => address(), { body: `{"extra":${deep}}` }, 400],
		['with nothing', () => address(), { body: '' }, 400],
		['by GET', () => address(), { method: 'GET' as const }, 404],
		['by PUT', () => address(), { method: 'PUT' as const }, 404],
	])('%s is rejected', async (_label, to, changes, status) => {
		const response = await request(to(), {
			method: 'POST',
			headers: json,
			body: success(),
			...changes,
		});
		const text = await response.body.text();
		expect({ status: response.statusCode, text }).toEqual({ status, text: expect.any(String) });
		expect(text).not.toContain(nonce());
	});

	it('with the right URL and the end of the task resumes the execution', async () => {
		await live.waitUntilSuspended(run);
		await finish(task);
		await expectUndisturbed(run, list);
	});
});
