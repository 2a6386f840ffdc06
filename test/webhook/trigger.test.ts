import { plainPicture } from '../support/pictures';
import { itemsOf, secret, useTrigger } from '../support/trigger';

const { emulator, client, listen } = useTrigger();

const imagine = () => client.create('imagine', { prompt: 'a red kite' });
const success = (taskId: number) => ({ taskId, status: 'SUCCESS', progress: '100%' });
const progress = (taskId: number, percent: number) => ({
	taskId,
	status: 'IN_PROGRESS',
	progress: `${percent}%`,
});

describe('An event', () => {
	it('of a finished task starts the workflow with its simplified JSON', async () => {
		const task = await client.createGrid();
		const result = await (await listen()).report(task);
		expect(result).toMatchObject({ status: 200, message: 'Received' });
		expect(itemsOf(result)).toEqual([
			expect.objectContaining({
				event: 'completed',
				taskId: String(task.taskId),
				status: 'SUCCESS',
				progress: 100,
				costTokens: expect.any(Number),
			}),
		]);
		expect(result.outputs?.[0]?.[0]?.binary).toBeUndefined();
	});

	it('has the task as OhMyGPT sends it if Simplify is off, its webhook URL without secrets', async () => {
		const webhook = `https://n8n.example.com/webhook/1?secret=${secret}`;
		const task = await client.createGrid('a kite', { webhook });
		const [item] = itemsOf(await (await listen({ simplify: false })).report(task));
		expect(item).toMatchObject({
			event: 'completed',
			taskId: task.taskId,
			actions: task.actions,
			webhookUrl: 'https://n8n.example.com/webhook/1?***',
		});
	});

	it('can be in an envelope', async () => {
		const data = await client.createGrid();
		const result = await (await listen()).report({ statusCode: 200, message: 'Success', data });
		expect(itemsOf(result)).toMatchObject([{ taskId: String(data.taskId) }]);
	});

	it('of a failure has the reason', async () => {
		const taskId = await imagine();
		await emulator.finish(taskId, { failReason: 'Out of paint' });
		const result = await (await listen()).report(await client.get(taskId));
		expect(itemsOf(result)).toMatchObject([{ event: 'failed', failReason: 'Out of paint' }]);
	});

	it('of progress has a number', async () => {
		await emulator.settings({ speed: 1, durationSeconds: { min: 10, max: 10 } });
		const taskId = await imagine();
		const { report } = await listen({ events: ['progress'], verify: false });
		expect(itemsOf(await report(progress(taskId, 46)))).toMatchObject([
			{ event: 'progress', progress: 46, taskId: String(taskId) },
		]);
	});

	it('of a description has its prompts as a list', async () => {
		const base64 = `data:image/png;base64,${(await plainPicture('red')).toString('base64')}`;
		const task = await client.createFinished('describe', { base64 });
		expect(itemsOf(await (await listen()).report(task))).toMatchObject([
			{ action: 'DESCRIBE', prompts: expect.arrayContaining([expect.any(String)]) },
		]);
	});

	it.each([
		{ events: ['completed'], ids: [11, 12] },
		{ events: ['failed'], ids: [21, 22] },
		{ events: ['progress'], ids: [31, 32] },
		{ events: ['progress', 'completed'], ids: [41, 42] },
		{ events: [], ids: [51, 52] },
	])('that was not chosen starts nothing: $events', async ({ events, ids: [one = 0, two = 0] }) => {
		const { report } = await listen({ events, verify: false });
		const failure = { taskId: two, status: 'FAILURE', failReason: 'no' };
		const started: unknown[] = [];
		for (const body of [progress(one, 50), success(one), failure]) {
			started.push(...itemsOf(await report(body)).map(({ event }) => event));
		}
		const inOrder = ['progress', 'completed', 'failed'];
		expect(started).toEqual(inOrder.filter((event) => events.includes(event)));
	});

	it.each([
		{ actions: ['UPSCALE'], starts: false },
		{ actions: ['IMAGINE', 'UPSCALE'], starts: true },
		{ actions: [], starts: true },
	])('is filtered by action: $actions', async ({ actions, starts }) => {
		const task = await client.createGrid();
		expect(itemsOf(await (await listen({ actions })).report(task))).toHaveLength(starts ? 1 : 0);
	});
});
