import { runNode } from '../support/n8n';
import { suspend } from '../support/suspended';
import { useSuspension } from '../support/suspension';

const { emulator, optionsFor, imagine, tasks, end } = useSuspension();

const reason = 'Out of paint';

describe('A task that fails', () => {
	it.each([
		{ onError: undefined, label: 'is an item with its error' },
		{
			onError: 'continueRegularOutput' as const,
			label: 'is an item with its error, with Continue on Fail',
		},
	])('$label', async ({ onError }) => {
		const suspended = await imagine(['a kite', 'a boat'], {}, { onError });
		const [one, two] = await tasks();
		await end(suspended, one!, { failReason: reason });
		const [items] = await suspended.resume((await end(suspended, two!)).outputs);
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

	it('goes to the error output if the node has one, and the others keep their pairing', async () => {
		const suspended = await imagine(['a', 'b', 'c'], {}, { onError: 'continueErrorOutput' });
		const [one, two, three] = await tasks();
		await end(suspended, one!);
		await end(suspended, two!, { failReason: reason });
		const [items, failed] = await suspended.resume((await end(suspended, three!)).outputs);
		expect(items?.map(({ json, pairedItem }) => [json.taskId, pairedItem])).toEqual([
			[String(one?.taskId), { item: 0 }],
			[String(three?.taskId), { item: 2 }],
		]);
		expect(failed).toMatchObject([
			{
				json: {
					prompt: 'b',
					error: expect.stringContaining(reason),
					message: { taskId: String(two?.taskId), status: 'FAILURE' },
				},
				pairedItem: { item: 1 },
			},
		]);
	});

	it('whose image cannot be downloaded is an error that keeps the paid task', async () => {
		const suspended = await imagine(['a kite'], { downloadImage: true });
		for (const route of ['storedPicture', 'discordAttachment', 'imageProxy'] as const) {
			await emulator.fault(route, 'status-500', { times: 50 });
		}
		const [task] = await tasks();
		const [items] = await suspended.resume((await end(suspended, task!)).outputs);
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

	it('goes to the error output, if the node has one, together with the others', async () => {
		const suspended = await imagine(['a', bad, 'c'], {}, { onError: 'continueErrorOutput' });
		const [one, three] = await tasks();
		await end(suspended, one!);
		const [items, failed] = await suspended.resume((await end(suspended, three!)).outputs);
		expect(items?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(failed).toMatchObject([
			{ json: { prompt: bad, error: expect.any(String) }, pairedItem: { item: 1 } },
		]);
	});
});

describe('At the time limit', () => {
	it('the unfinished tasks are returned, marked, in the order of the items', async () => {
		const suspended = await imagine(['a kite', 'a boat'], { options: { timeLimitMinutes: 1 } });
		const [items, failed] = await suspended.reachLimit();
		expect(items).toMatchObject(
			(await tasks()).map(({ taskId }, item) => ({
				json: { taskId: String(taskId), timedOut: true },
				pairedItem: { item },
			})),
		);
		expect(failed).toBeUndefined();
	});

	it('items that had failed go to the error output', async () => {
		const suspended = await imagine(['a', 'b --ar 0:0'], {}, { onError: 'continueErrorOutput' });
		const [items, failed] = await suspended.reachLimit();
		expect(items).toMatchObject([{ json: { timedOut: true }, pairedItem: { item: 0 } }]);
		expect(failed).toMatchObject([
			{ json: { error: expect.any(String) }, pairedItem: { item: 1 } },
		]);
	});

	it.each([true, false])('Task > Wait accepts the output (Simplify %s)', async (simplify) => {
		const suspended = await imagine(['a kite', 'a boat'], { simplify });
		const [items] = await suspended.reachLimit();
		for (const { taskId } of await tasks()) await emulator.finish(taskId);
		const parameters = { taskId: '={{ $json.taskId }}', downloadImage: true };
		const waited = await runNode(optionsFor('task.wait', parameters, { items })).finished;
		expect(waited.items).toHaveLength(2);
		expect(waited.items[1]).toMatchObject({
			json: { status: 'SUCCESS' },
			binary: { data: { mimeType: 'image/png' } },
			pairedItem: { item: 1 },
		});
	});
});

describe('A task that has ended before the execution was suspended', () => {
	it('is returned at once, without a suspension', async () => {
		await emulator.fault('imagine', 'callback-early');
		const options = optionsFor('image.imagine', { prompt: 'a kite', downloadImage: true });
		const run = await runNode(options).finished;
		expect(run.status).toBe('success');
		expect(run.items).toMatchObject([
			{ json: { status: 'SUCCESS' }, binary: { data: expect.anything() } },
		]);
	});

	it('does not prevent the suspension for the others', async () => {
		await emulator.fault('imagine', 'callback-early');
		const suspended = await imagine(['a kite', 'a boat']);
		const unfinished = (await tasks()).find(({ status }) => status !== 'SUCCESS');
		const [items] = await suspended.resume((await end(suspended, unfinished!)).outputs);
		expect(items?.map(({ json }) => json.status)).toEqual(['SUCCESS', 'SUCCESS']);
	});
});

describe('A service with errors', () => {
	it('that returns one bad response does not keep the execution suspended', async () => {
		const suspended = await imagine(['a kite']);
		const [task] = await tasks();
		await emulator.finish(task!.taskId);
		await emulator.fault('get', 'html-502');
		const body = { taskId: task!.taskId, status: 'SUCCESS' };
		const result = await suspended.call({ body, query: task!.query });
		expect(result.outputs).toBeDefined();
	});

	it.each([
		{ label: 'a minute of errors', fault: 'status-500' as const, details: { times: 7 } },
		{
			label: 'a 429 with Retry-After of 90 seconds',
			fault: 'status-429' as const,
			details: { retryAfter: 90 },
		},
	])('the last callback resumes the execution after $label', async ({ fault, details }) => {
		const suspended = await imagine(['a kite']);
		const [task] = await tasks();
		await emulator.finish(task!.taskId);
		await emulator.fault('get', fault, details);
		const body = { taskId: task!.taskId, status: 'SUCCESS' };
		const result = await suspended.call({ body, query: task!.query });
		// The sender may report again meanwhile.
		expect(result.status).toBe(503);
		expect(result.outputs?.[0]).toMatchObject([{ json: { status: 'SUCCESS' } }]);
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

	it('that answers no request gets a 503, so that it calls again later', async () => {
		const suspended = await imagine(['a kite']);
		const [task] = await tasks();
		await emulator.fault('get', 'status-500', { times: 20 });
		const body = { taskId: task!.taskId, status: 'SUCCESS' };
		expect(await suspended.call({ body, query: task!.query })).toMatchObject({
			status: 503,
			outputs: undefined,
		});
	});

	it('that reports an end a moment before the API shows it is polled again', async () => {
		await emulator.settings({ durationSeconds: { min: 3, max: 3 } });
		const suspended = await imagine(['a kite']);
		const [task] = await tasks();
		const body = { taskId: task!.taskId, status: 'SUCCESS' };
		const result = await suspended.call({ body, query: task!.query });
		expect(result).toMatchObject({ status: 200, message: 'Waiting' });
		expect(result.outputs?.[0]).toMatchObject([{ json: { status: 'SUCCESS' } }]);
	});
});

it('A deleted credential loses no execution: it resumes when the credential exists again', async () => {
	const options = optionsFor('image.imagine', { prompt: 'a kite' });
	const suspended = await suspend(options);
	const [task] = await tasks();
	const { credentials } = options;
	options.credentials = {};
	expect(await end(suspended, task!)).toMatchObject({
		status: 503,
		message: 'Try again later',
		outputs: undefined,
		logs: [{ level: 'warn' }],
	});
	options.credentials = credentials;
	const body = { taskId: task!.taskId, status: 'SUCCESS' };
	const { outputs } = await suspended.call({ body, query: task!.query });
	expect(outputs?.[0]).toHaveLength(1);
});
