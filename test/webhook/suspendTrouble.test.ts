import { runNode } from '../support/n8n';
import { suspend } from '../support/suspended';
import { useSuspension } from '../support/suspension';

const { emulator, optionsFor, imagine, tasks, end } = useSuspension();

const reason = 'Out of paint';

describe('A task that fails', () => {
	it.each([
		{ onError: undefined, label: 'is an item with its error' },
		{ onError: 'continueRegularOutput' as const, label: 'is an item with its error, going on' },
	])('$label', async ({ onError }) => {
		const asleep = await imagine(['a kite', 'a boat'], {}, { onError });
		const [one, two] = await tasks();
		await end(asleep, one!, { failReason: reason });
		const [items] = await asleep.goOn((await end(asleep, two!)).outputs);
		expect(items).toMatchObject([
			{
				json: {
					taskId: String(one?.taskId),
					status: 'FAILURE',
					error: expect.stringContaining(reason),
				},
				pairedItem: { item: 0 },
			},
			{ json: { taskId: String(two?.taskId), status: 'SUCCESS' }, pairedItem: { item: 1 } },
		]);
	});

	it('goes to the error output where the node has one, and the others keep their pairing', async () => {
		const asleep = await imagine(['a', 'b', 'c'], {}, { onError: 'continueErrorOutput' });
		const [one, two, three] = await tasks();
		await end(asleep, one!);
		await end(asleep, two!, { failReason: reason });
		const [items, failed] = await asleep.goOn((await end(asleep, three!)).outputs);
		expect(items?.map(({ json, pairedItem }) => [json.taskId, pairedItem])).toEqual([
			[String(one?.taskId), { item: 0 }],
			[String(three?.taskId), { item: 2 }],
		]);
		expect(failed).toMatchObject([
			{
				json: {
					prompt: 'b',
					error: expect.stringContaining(reason),
					details: { taskId: String(two?.taskId), status: 'FAILURE' },
				},
				pairedItem: { item: 1 },
			},
		]);
	});

	it('whose picture cannot be had is an error that keeps the task, which is paid for', async () => {
		const asleep = await imagine(['a kite'], { downloadPicture: true });
		for (const route of ['storedPicture', 'discordAttachment', 'imageProxy'] as const) {
			await emulator.fault(route, 'status-500', { times: 50 });
		}
		const [task] = await tasks();
		const [items] = await asleep.goOn((await end(asleep, task!)).outputs);
		expect(items).toMatchObject([
			{ json: { taskId: String(task?.taskId), error: expect.stringContaining('downloaded') } },
		]);
	});
});

describe('An item that could not be submitted', () => {
	const bad = 'a kite --ar 0:0';

	it('fails the run before anything is paid', async () => {
		await expect(imagine(['a kite', bad])).rejects.toThrow('The execution is error');
		expect(await tasks()).toEqual([]);
	});

	it('waits for the others on the error output, where the node has one', async () => {
		const asleep = await imagine(['a', bad, 'c'], {}, { onError: 'continueErrorOutput' });
		const [one, three] = await tasks();
		await end(asleep, one!);
		const [items, failed] = await asleep.goOn((await end(asleep, three!)).outputs);
		expect(items?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(failed).toMatchObject([
			{ json: { prompt: bad, error: expect.any(String) }, pairedItem: { item: 1 } },
		]);
	});
});

describe('At the time limit', () => {
	it('the unfinished tasks come out, marked, in the order of the items', async () => {
		const asleep = await imagine(['a kite', 'a boat'], { options: { timeLimitMinutes: 1 } });
		const [items, failed] = await asleep.reachLimit();
		expect(items).toMatchObject(
			(await tasks()).map(({ taskId }, item) => ({
				json: { taskId: String(taskId), timedOut: true },
				pairedItem: { item },
			})),
		);
		expect(failed).toBeUndefined();
	});

	it('items that had failed go to the error output', async () => {
		const asleep = await imagine(['a', 'b --ar 0:0'], {}, { onError: 'continueErrorOutput' });
		const [items, failed] = await asleep.reachLimit();
		expect(items).toMatchObject([{ json: { timedOut: true }, pairedItem: { item: 0 } }]);
		expect(failed).toMatchObject([
			{ json: { error: expect.any(String) }, pairedItem: { item: 1 } },
		]);
	});

	it.each([true, false])('Task > Wait takes what comes out (Simplify %s)', async (simplify) => {
		const asleep = await imagine(['a kite', 'a boat'], { simplify });
		const [items] = await asleep.reachLimit();
		for (const { taskId } of await tasks()) await emulator.finish(taskId);
		const parameters = { taskId: '={{ $json.taskId }}', downloadPicture: true };
		const waited = await runNode(optionsFor('task.wait', parameters, { items })).finished;
		expect(waited.items).toHaveLength(2);
		expect(waited.items[1]).toMatchObject({
			json: { status: 'SUCCESS' },
			binary: { data: { mimeType: 'image/png' } },
			pairedItem: { item: 1 },
		});
	});
});

describe('A task that has ended before the execution could fall asleep', () => {
	it('is given out at once, without sleep', async () => {
		await emulator.fault('imagine', 'callback-early');
		const options = optionsFor('image.imagine', { prompt: 'a kite', downloadPicture: true });
		const run = await runNode(options).finished;
		expect(run.status).toBe('success');
		expect(run.items).toMatchObject([
			{ json: { status: 'SUCCESS' }, binary: { data: expect.anything() } },
		]);
	});

	it('does not keep the others from being slept over', async () => {
		await emulator.fault('imagine', 'callback-early');
		const asleep = await imagine(['a kite', 'a boat']);
		const open = (await tasks()).find(({ status }) => status !== 'SUCCESS');
		const [items] = await asleep.goOn((await end(asleep, open!)).outputs);
		expect(items?.map(({ json }) => json.status)).toEqual(['SUCCESS', 'SUCCESS']);
	});
});

describe('A service in trouble', () => {
	it('that answers one question badly does not keep the execution asleep', async () => {
		const asleep = await imagine(['a kite']);
		const [task] = await tasks();
		await emulator.finish(task!.taskId);
		await emulator.fault('get', 'html-502');
		const body = { taskId: task!.taskId, status: 'SUCCESS' };
		const heard = await asleep.call({ body, query: task!.query });
		expect(heard.outputs).toBeDefined();
	});

	it.each([
		{ label: 'a minute of errors', fault: 'status-500' as const, details: { times: 7 } },
		{
			label: 'a 429 that asks for 90 seconds',
			fault: 'status-429' as const,
			details: { retryAfter: 90 },
		},
	])('the last callback resumes the execution after $label', async ({ fault, details }) => {
		const suspended = await imagine(['a kite']);
		const [task] = await tasks();
		await emulator.finish(task!.taskId);
		await emulator.fault('get', fault, details);
		const body = { taskId: task!.taskId, status: 'SUCCESS' };
		const received = await suspended.call({ body, query: task!.query });
		// The sender may report again meanwhile.
		expect(received.status).toBe(503);
		expect(received.outputs?.[0]).toMatchObject([{ json: { status: 'SUCCESS' } }]);
	});

	it('that does not recover in two minutes is in the log, with the task ID', async () => {
		const suspended = await imagine(['a kite']);
		const [task] = await tasks();
		await emulator.fault('get', 'status-500', { times: 99 });
		const body = { taskId: task!.taskId, status: 'SUCCESS' };
		const began = Date.now();
		const { status, outputs, logs } = await suspended.call({ body, query: task!.query });
		expect(Date.now() - began).toBeGreaterThan(120_000);
		expect({ status, outputs }).toEqual({ status: 503, outputs: undefined });
		expect(logs).toMatchObject([{ message: expect.stringContaining(String(task!.taskId)) }]);
	});

	it('is not retried after the time limit of the execution', async () => {
		const suspended = await imagine(['a kite'], { options: { timeLimitMinutes: 1 } });
		const [task] = await tasks();
		await emulator.fault('get', 'status-500', { times: 99 });
		const body = { taskId: task!.taskId, status: 'SUCCESS' };
		const began = Date.now();
		await suspended.call({ body, query: task!.query });
		expect(Date.now() - began).toBeLessThan(60_000);
	});

	it('that answers none is asked to call again later', async () => {
		const asleep = await imagine(['a kite']);
		const [task] = await tasks();
		await emulator.fault('get', 'status-500', { times: 20 });
		const body = { taskId: task!.taskId, status: 'SUCCESS' };
		expect(await asleep.call({ body, query: task!.query })).toMatchObject({
			status: 503,
			outputs: undefined,
		});
	});

	it('that tells an end a moment before it is to be seen is asked again', async () => {
		await emulator.settings({ durationSeconds: { min: 3, max: 3 } });
		const asleep = await imagine(['a kite']);
		const [task] = await tasks();
		const body = { taskId: task!.taskId, status: 'SUCCESS' };
		expect(await asleep.call({ body, query: task!.query })).toMatchObject({ message: 'Done' });
	});
});

it('A credential that is gone loses no execution: it goes on once the credential is back', async () => {
	const options = optionsFor('image.imagine', { prompt: 'a kite' });
	const asleep = await suspend(options);
	const [task] = await tasks();
	const { credentials } = options;
	options.credentials = {};
	expect(await end(asleep, task!)).toMatchObject({
		status: 500,
		message: 'Try again later',
		outputs: undefined,
		logs: [{ level: 'error' }],
	});
	options.credentials = credentials;
	const body = { taskId: task!.taskId, status: 'SUCCESS' };
	const { outputs } = await asleep.call({ body, query: task!.query });
	expect(outputs?.[0]).toHaveLength(1);
});
