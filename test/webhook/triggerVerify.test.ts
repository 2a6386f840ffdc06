import { createForeignTask, itemsOf, useTrigger } from '../support/trigger';
import { callWebhook } from '../support/webhookCall';
import { makeWorkflow } from '../support/workflow';

const { emulator, client, listen } = useTrigger();

const imagine = () => client.create('imagine', { prompt: 'a red kite' });
const success = (taskId: number) => ({ taskId, status: 'SUCCESS', progress: '100%' });
const progress = (taskId: number, percent: number) => ({
	taskId,
	status: 'IN_PROGRESS',
	progress: `${percent}%`,
});

describe('With Verify With API', () => {
	it('the task from the API is used, and not the body of the call', async () => {
		const task = await client.createGrid('a kite');
		const forged = { ...task, prompt: 'a forgery', imageDcUrl: 'https://evil.example/x.png' };
		const [item] = itemsOf(await (await listen()).report(forged));
		expect(item).toMatchObject({ prompt: 'a kite' });
		expect(JSON.stringify(item)).not.toContain('evil');
	});

	it('a success that OhMyGPT does not confirm starts nothing', async () => {
		await emulator.settings({ durationSeconds: { min: 600, max: 600 } });
		const taskId = await imagine();
		expect(await (await listen()).report(success(taskId))).toMatchObject({
			status: 200,
			outputs: undefined,
		});
	});

	it.each([
		{ label: 'an invented task', make: () => Promise.resolve(4711) },
		{ label: "another account's task", make: () => createForeignTask(emulator) },
	])('$label starts nothing, and the log names it', async ({ make }) => {
		const taskId = await make();
		const result = await (await listen()).report(success(taskId));
		expect(result).toMatchObject({ status: 200, outputs: undefined });
		expect(result.logs).toMatchObject([
			{ level: 'warn', message: expect.stringContaining(String(taskId)) },
		]);
	});

	it('a task that is unfinished for a moment is read again', async () => {
		await emulator.settings({ durationSeconds: { min: 3, max: 3 } });
		const result = await (await listen()).report(success(await imagine()));
		expect(itemsOf(result)).toMatchObject([{ event: 'completed' }]);
	});

	it('one bad response of OhMyGPT loses no event', async () => {
		const task = await client.createGrid();
		await emulator.fault('get', 'html-502');
		expect(itemsOf(await (await listen()).report(task))).toHaveLength(1);
	});

	it.each([
		{ label: 'a minute of errors', fault: 'status-500' as const, details: { times: 7 } },
		{
			label: 'a 429 with a Retry-After of five minutes',
			fault: 'status-429' as const,
			details: { retryAfter: 300 },
		},
	])('a report is confirmed after $label', async ({ fault, details }) => {
		const task = await client.createGrid();
		await emulator.fault('get', fault, details);
		expect(itemsOf(await (await listen()).report(task))).toMatchObject([{ event: 'completed' }]);
	});

	it('a report that cannot be confirmed for two minutes is logged, and can be sent again', async () => {
		const task = await client.createGrid();
		await emulator.fault('get', 'status-500', { times: 99 });
		const listener = await listen();
		const requests = (await emulator.log('get')).length;
		const began = Date.now();
		const result = await listener.report(task);
		expect(Date.now() - began).toBeGreaterThan(120_000);
		expect(result.outputs).toBeUndefined();
		expect(result.logs[0]?.message).toContain(String(task.taskId));
		expect((await emulator.log('get')).length - requests).toBe(9);
		await emulator.mend();
		expect(itemsOf(await listener.report(task))).toMatchObject([{ event: 'completed' }]);
	});

	it('the caller gets a response long before OhMyGPT has sent its own', async () => {
		const task = await client.createGrid();
		await emulator.fault('get', 'slow', { delayMs: 20_000 });
		const { respondedAfterMs, outputs } = await (await listen()).report(task);
		expect(outputs).toBeDefined();
		expect(respondedAfterMs).toBeLessThan(10_000);
	});

	it('reports of events that are not selected send no request', async () => {
		await emulator.settings({ durationSeconds: { min: 600, max: 600 } });
		const { report } = await listen();
		const taskId = await imagine();
		for (let percent = 0; percent < 100; percent++) await report(progress(taskId, percent));
		expect(await emulator.log('get')).toEqual([]);
	});
});

it('Without its credential the trigger rejects calls, without details', async () => {
	const setup = await makeWorkflow({ type: 'midjourneyTrigger', mode: 'webhook' });
	const result = await callWebhook(setup, { body: success(1), query: { secret: 'x' } });
	expect(result).toMatchObject({ status: 500, message: 'Try again later', outputs: undefined });
	expect(result.logs).toMatchObject([{ level: 'error' }]);
});
