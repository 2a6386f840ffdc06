import { foreignTask, itemsOf, useTrigger } from '../support/trigger';
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
	it('what OhMyGPT says counts, and not what the call says', async () => {
		const task = await client.grid('a kite');
		const forged = { ...task, prompt: 'a forgery', imageDcUrl: 'https://evil.example/x.png' };
		const [item] = itemsOf(await (await listen()).tell(forged));
		expect(item).toMatchObject({ prompt: 'a kite' });
		expect(JSON.stringify(item)).not.toContain('evil');
	});

	it('a success that OhMyGPT does not confirm starts nothing', async () => {
		await emulator.settings({ durationSeconds: { min: 600, max: 600 } });
		const taskId = await imagine();
		expect(await (await listen()).tell(success(taskId))).toMatchObject({
			status: 200,
			outputs: undefined,
		});
	});

	it.each([
		{ label: 'an invented task', make: () => Promise.resolve(4711) },
		{ label: "another account's task", make: () => foreignTask(emulator) },
	])('$label starts nothing, and the log names it', async ({ make }) => {
		const taskId = await make();
		const heard = await (await listen()).tell(success(taskId));
		expect(heard).toMatchObject({ status: 200, outputs: undefined });
		expect(heard.logs).toMatchObject([
			{ level: 'warn', message: expect.stringContaining(String(taskId)) },
		]);
	});

	it('a task that looks unfinished for a moment is looked at again', async () => {
		await emulator.settings({ durationSeconds: { min: 3, max: 3 } });
		const heard = await (await listen()).tell(success(await imagine()));
		expect(itemsOf(heard)).toMatchObject([{ event: 'completed' }]);
	});

	it('one bad answer of OhMyGPT loses no event', async () => {
		const task = await client.grid();
		await emulator.fault('get', 'html-502');
		expect(itemsOf(await (await listen()).tell(task))).toHaveLength(1);
	});

	it.each([
		{ label: 'a minute of errors', fault: 'status-500' as const, details: { times: 7 } },
		{
			label: 'a 429 that asks for 90 seconds',
			fault: 'status-429' as const,
			details: { retryAfter: 90 },
		},
	])('a report is confirmed after $label', async ({ fault, details }) => {
		const task = await client.grid();
		await emulator.fault('get', fault, details);
		expect(itemsOf(await (await listen()).tell(task))).toMatchObject([{ event: 'completed' }]);
	});

	it('a report that cannot be confirmed for two minutes is in the log, and may come again', async () => {
		const task = await client.grid();
		await emulator.fault('get', 'status-500', { times: 99 });
		const listener = await listen();
		const requests = (await emulator.log('get')).length;
		const began = Date.now();
		const heard = await listener.tell(task);
		expect(Date.now() - began).toBeGreaterThan(120_000);
		expect(heard.outputs).toBeUndefined();
		expect(heard.logs[0]?.message).toContain(String(task.taskId));
		expect((await emulator.log('get')).length - requests).toBe(9);
		await emulator.mend();
		expect(itemsOf(await listener.tell(task))).toMatchObject([{ event: 'completed' }]);
	});

	it('the caller has its answer long before OhMyGPT has given its own', async () => {
		const task = await client.grid();
		await emulator.fault('get', 'slow', { delayMs: 20_000 });
		const { answeredAfterMs, outputs } = await (await listen()).tell(task);
		expect(outputs).toBeDefined();
		expect(answeredAfterMs).toBeLessThan(10_000);
	});

	it('updates that were not asked for cost no question', async () => {
		await emulator.settings({ durationSeconds: { min: 600, max: 600 } });
		const { tell } = await listen();
		const taskId = await imagine();
		for (let percent = 0; percent < 100; percent++) await tell(progress(taskId, percent));
		expect(await emulator.log('get')).toEqual([]);
	});
});

it('Without its credential the trigger is closed, and the caller is told nothing', async () => {
	const made = await makeWorkflow({ type: 'midjourneyTrigger', mode: 'webhook' });
	const heard = await callWebhook(made, { body: success(1), query: { secret: 'x' } });
	expect(heard).toMatchObject({ status: 500, message: 'Try again later', outputs: undefined });
	expect(heard.logs).toMatchObject([{ level: 'error' }]);
});
