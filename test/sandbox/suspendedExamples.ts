import { exampleOf, outputsOf, type Live, type Run } from './live';

/** Number of callbacks at the same moment. More of them would block the database of a small machine. */
const batchSize = 10;

/** Ends all tasks of an execution, ten at the same moment. */
export async function finishTasksOf(live: Live, run: Run): Promise<void> {
	const tasks = await live.tasksOf(run);
	for (let i = 0; i < tasks.length; i += batchSize) {
		const some = tasks.slice(i, i + batchSize);
		await Promise.all(some.map((task) => live.finish(task)));
		await Promise.all(some.map((task) => live.deliveryOf(task)));
	}
}

/** Runs example 10, and checks that each prompt has its image. */
export async function expectTwelveImages(live: Live): Promise<void> {
	const run = await live.startSuspended(exampleOf('10'));
	const tasks = await live.tasksOf(run);
	await finishTasksOf(live, run);
	const execution = await live.endOf(run);
	expect(execution.status).toBe('success');
	const [items = []] = outputsOf(execution, 'Imagine')[0] ?? [];
	const list = outputsOf(execution, 'One by One').flat(2);
	expect(items).toHaveLength(12);
	items.forEach(({ json, binary }, i) => {
		expect(json.prompt).toContain(list[i]?.json.prompt);
		expect(binary?.data?.fileName).toBe(`${json.taskId as string}-grid.png`);
	});
	expect(new Set(items.map(({ json }) => json.taskId)).size).toBe(tasks.length);
}

/** Runs example 11, and checks that its images and its failure leave by different outputs. */
export async function expectImagesAndFailure(live: Live): Promise<void> {
	const run = await live.startSuspended(exampleOf('11'));
	const tasks = await live.tasksOf(run);
	const bad = tasks.find(({ prompt }) => prompt?.includes('bloodbath'));
	await live.finish(bad!, { failReason: 'Moderated' });
	for (const task of tasks) if (task !== bad) await live.finish(task);
	const execution = await live.endOf(run);
	expect(execution.status).toBe('success');
	expect(outputsOf(execution, 'Images').flat(2)).toHaveLength(2);
	expect(outputsOf(execution, 'Failures').flat(2)).toMatchObject([
		{
			json: {
				prompt: 'a bloodbath in a castle',
				error: expect.stringContaining('Moderated'),
				taskId: String(bad?.taskId),
			},
		},
	]);
}

/** Runs example 12: at the time limit the unfinished task goes to the node that waits for it. */
export async function expectImageAfterTimeLimit(live: Live, limitMs: number): Promise<void> {
	const run = await live.startSuspended(exampleOf('12'));
	const [task] = await live.tasksOf(run);
	await live.waitUntilResumed(run, limitMs);
	await live.finish(task!);
	const execution = await live.endOf(run, limitMs);
	expect(execution.status).toBe('success');
	expect(outputsOf(execution, 'Imagine').flat(2)).toMatchObject([{ json: { timedOut: true } }]);
	expect(outputsOf(execution, 'Image').flat(2)).toMatchObject([
		{
			json: { taskId: String(task?.taskId), status: 'SUCCESS' },
			binary: { data: { mimeType: 'image/png' } },
		},
	]);
}
