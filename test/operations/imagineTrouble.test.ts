import { until } from '../support/until';
import { only, prompts, useMidjourney } from '../support/midjourney';

const { emulator, run, start } = useMidjourney();

const imagine = 'image.imagine';
const kite = { prompt: 'a red kite' };

describe('an error says what happened, in the words of the service, and what to do', () => {
	test.each([
		[
			'a wrong key',
			() => ({ credentials: emulator.credentials({ apiKey: 'sk-wrong' }) }),
			kite,
			'OhMyGPT did not accept the API key: Invalid API key',
			'copy the key again',
		],
		[
			'a key without Midjourney permission',
			() => ({ credentials: emulator.credentials({ apiKey: emulator.keys.withoutMidjourney }) }),
			kite,
			'The API key lacks a permission: This API key has no permission for midjourney',
			'Tick the Midjourney permission',
		],
		[
			'a banned prompt',
			() => ({}),
			{ prompt: 'a naked truth' },
			`Midjourney's moderation rejected the prompt: Banned prompt: "naked" is not allowed`,
			'Rephrase the prompt',
		],
	])('%s', async (_, changes, parameters, message, advice) => {
		const { status, error } = await run(imagine, parameters, changes());
		expect(status).toBe('error');
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(advice);
		expect(error?.context?.itemIndex).toBe(0);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 0, tokensCharged: 0 });
		expect((await emulator.stats()).requests.imagine).toBe(1);
	});

	test('a balance that is too low', async () => {
		await emulator.account({ balance: 10, freeBalance: 0 });
		const { error } = await run(imagine, kite);
		expect(error?.message).toBe('The balance of the OhMyGPT account is too low: Balance too low');
		expect(error?.description).toContain('Top up');
	});

	test('a URL that no server has', async () => {
		const credentials = emulator.credentials({ baseUrl: 'http://127.0.0.1:9' });
		const { error } = await run(imagine, kite, { credentials });
		expect(error?.message).toMatch(/^OhMyGPT cannot be reached: .*ECONNREFUSED/);
		expect(error?.description).toContain("'Base URL'");
	});

	test('a service that no longer has Midjourney', async () => {
		await emulator.variants({ service: 'retired' });
		emulator.expectUnknownAddresses();
		const { error } = await run(imagine, kite);
		expect(error?.message).toMatch(/^The response did not come from OhMyGPT's API/);
		expect(error?.description).toContain('moved or ended');
	});

	test('the same errors with HTTP status codes', async () => {
		await emulator.variants({ errorStyle: 'http-status' });
		const credentials = emulator.credentials({ apiKey: 'sk-wrong' });
		const { error } = await run(imagine, kite, { credentials });
		expect(error?.message).toBe('OhMyGPT did not accept the API key: Invalid API key');
		expect((await emulator.stats()).requests.imagine).toBe(1);
	});

	test('an error with code and message instead of statusCode', async () => {
		await emulator.variants({ errorEnvelope: 'code' });
		const { error } = await run(imagine, { prompt: 'a naked truth' });
		expect(error?.message).toContain('Banned prompt');
	});

	test('an unknown message is shown as it is', async () => {
		await emulator.fault('imagine', 'error-in-200', { statusCode: 418, message: 'I am a teapot' });
		const { error } = await run(imagine, kite);
		expect(error?.message).toBe('OhMyGPT refused the request: I am a teapot');
		expect(error?.httpCode).toBe('418');
	});
});

describe('a task that fails is an error, never a result', () => {
	test('for a reason from Midjourney', async () => {
		await emulator.fault('imagine', 'task-fails', { failReason: 'Could not complete' });
		const { status, error, items } = await run(imagine, kite);
		const [task] = await emulator.tasks();
		expect(status).toBe('error');
		expect(items).toEqual([]);
		expect(error?.message).toBe(
			`Midjourney ended the task without a result: Could not complete (task ${task?.taskId})`,
		);
		expect(error?.description).toContain('Nothing was charged');
		expect(error?.context?.taskId).toBe(String(task?.taskId));
	});

	test('for moderation while it is worked on', async () => {
		const { error } = await run(imagine, { prompt: 'a bloodbath' });
		expect(error?.message).toMatch(/^Midjourney's moderation rejected the prompt: .*\(task \d+\)$/);
	});

	test('if the service writes FAILED instead of FAILURE', async () => {
		await emulator.variants({ failureWord: 'FAILED' });
		await emulator.fault('imagine', 'task-fails', { failReason: 'Could not complete' });
		const { error } = await run(imagine, kite);
		expect(error?.message).toContain('Could not complete');
	});
});

describe('waiting for a paid task continues', () => {
	test.each([
		['after an error of the server', 'status-500', {}],
		["after a gateway's page", 'html-502', {}],
		['after a broken connection', 'reset-before', {}],
		['after a lost response', 'reset-after', {}],
		['after half a response', 'truncated-json', {}],
		['after HTML instead of JSON', 'html-200', {}],
		['after an error inside HTTP 200', 'error-in-200', { statusCode: 500, message: 'busy' }],
		['after an unknown error', 'error-in-200', { statusCode: 400, message: 'odd' }],
		['after a balance that ran out', 'error-in-200', { statusCode: 402, message: 'low' }],
		['after a rate limit', 'status-429', {}],
		['after a rate limit with Retry-After', 'status-429', { retryAfter: 20 }],
	] as const)('%s', async (_, fault, details) => {
		await emulator.fault('get', fault, { times: 2, ...details });
		expect(only(await run(imagine, kite)).json).toMatchObject({ status: 'SUCCESS' });
		expect(await emulator.stats()).toMatchObject({
			tasksCreated: 1,
			faultsApplied: { [fault]: 2 },
		});
	});

	test('and Retry-After is honoured', async () => {
		await emulator.fault('get', 'status-429', { retryAfter: 40 });
		await run(imagine, kite);
		const [first, second] = (await emulator.log('get')).map(({ time }) => Date.parse(time));
		expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(39_000);
	});

	test('but not after a key that is rejected again and again', async () => {
		const rejected = { statusCode: 401, message: 'Invalid API key', times: 99 };
		await emulator.fault('get', 'error-in-200', rejected);
		const { error } = await run(imagine, kite);
		const [task] = await emulator.tasks();
		expect(error?.message).toBe(
			`OhMyGPT did not accept the API key: Invalid API key (task ${task?.taskId})`,
		);
		expect(error?.description).toContain('Get it later with Task > Wait');
		expect((await emulator.stats()).requests.get).toBe(8);
	});
});

describe('the time limit', () => {
	const shortLimit = { ...kite, options: { timeLimitMinutes: 0.2 } };

	beforeEach(async () => await emulator.settings({ durationSeconds: { min: 300, max: 300 } }));

	test('ends the wait with an error that has the task ID and says how to continue', async () => {
		const { status, error } = await run(imagine, shortLimit);
		const [task] = await emulator.tasks();
		expect(status).toBe('error');
		expect(error?.message).toMatch(
			/^The task was not finished within 0.2 minutes; its last state was /,
		);
		expect(error?.message).toContain(`(task ${task?.taskId})`);
		expect(error?.description).toContain('The task goes on');
		expect(error?.context?.taskId).toBe(String(task?.taskId));
	});

	test('returns the unfinished task if the user has chosen that', async () => {
		const options = { timeLimitMinutes: 0.5, onTimeLimit: 'return' };
		const { json, binary } = only(await run(imagine, { ...kite, options }));
		expect(json).toMatchObject({ timedOut: true, status: 'IN_PROGRESS', costTokens: null });
		expect(json.taskId).toMatch(/^\d+$/);
		expect(binary).toBeUndefined();
	});
});

describe('stopping the workflow', () => {
	test('ends the wait at once and logs the tasks that continue', async () => {
		const running = start(
			imagine,
			{ prompt: '={{ $json.prompt }}' },
			{ items: prompts('1', '2', '3', '4') },
		);
		await until('three tasks exist', async () => (await emulator.stats()).tasksCreated === 3);
		running.cancel();
		const { status, logs } = await running.finished;
		expect(status).toBe('canceled');
		const requestsSoFar = (await emulator.stats()).requestsTotal;
		const tasks = await emulator.tasks();
		expect(tasks).toHaveLength(3);
		const unfinishedNotice = logs.find(({ message }) => message.includes('go on without this run'));
		for (const { taskId } of tasks) expect(unfinishedNotice?.message).toContain(String(taskId));
		await until('the tasks are finished', async () =>
			(await emulator.tasks()).every(({ status: at }) => at === 'SUCCESS'),
		);
		expect((await emulator.stats()).requestsTotal).toBe(requestsSoFar);
	});

	test('is no failed item, even with Continue on Fail', async () => {
		const running = start(imagine, kite, { onError: 'continueRegularOutput' });
		await until('a task exists', async () => (await emulator.stats()).tasksCreated === 1);
		running.cancel();
		expect((await running.finished).status).toBe('canceled');
	});
});

describe('a creation is never sent twice when it may have been acted on', () => {
	test.each([
		['the response is lost', 'reset-after'],
		['the response is truncated', 'truncated-json'],
		['a gateway responds instead of the service', 'html-502'],
		['the server fails after the fact', 'status-500'],
	] as const)('%s: the task is found in the list and adopted', async (_, fault) => {
		await emulator.fault('imagine', fault, { acted: true });
		expect(only(await run(imagine, kite)).json).toMatchObject({ status: 'SUCCESS' });
		expect(await emulator.stats()).toMatchObject({
			tasksCreated: 1,
			requests: { imagine: 1, getMany: 3 },
		});
	});

	test('the list returns one bare task', async () => {
		await emulator.variants({ taskList: 'bare-task' });
		await emulator.fault('imagine', 'reset-after');
		expect(only(await run(imagine, kite)).json).toMatchObject({ status: 'SUCCESS' });
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 1, requests: { imagine: 1 } });
	});

	test('it is not sent again because the list does not show it, which proves nothing', async () => {
		await emulator.fault('imagine', 'reset-before');
		const { error } = await run(imagine, kite);
		expect(error?.description).toContain('was not sent again');
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 0, requests: { imagine: 1 } });
	});

	test('it is sent again when other tasks of the run prove that the list would show it', async () => {
		await emulator.fault('imagine', 'reset-before', { skip: 1 });
		const { items } = await run(
			imagine,
			{ downloadImage: false, prompt: '={{ $json.prompt }}' },
			{
				items: prompts('one', 'two', 'three'),
			},
		);
		expect(items.map(({ json }) => json.status)).toEqual(Array(3).fill('SUCCESS'));
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 3, requests: { imagine: 4 } });
	});

	test('if the list cannot be read, the error says so and nothing is sent again', async () => {
		await emulator.fault('getMany', 'status-500', { skip: 1, times: 9 });
		await emulator.fault('imagine', 'reset-after');
		const { error } = await run(imagine, kite);
		expect(error?.message).toContain('The connection to OhMyGPT broke before the response came');
		expect(error?.description).toContain('was not sent again');
		expect(error?.description).toContain('Task > Get Many');
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 1, requests: { imagine: 1 } });
	});

	test('without a seed the error names the new task, and no earlier one with the same prompt', async () => {
		const plain = { ...kite, options: { seed: 'none' } };
		await run(imagine, { ...plain, waitForCompletion: 'none' });
		await until(
			'the earlier task is finished',
			async () => (await emulator.stats()).succeeded === 1,
		);
		await emulator.fault('imagine', 'reset-after');
		const { error } = await run(imagine, plain);
		const [later, earlier] = (await emulator.tasks()).map(({ taskId }) => String(taskId));
		expect(error?.description).toContain(later);
		expect(error?.description).not.toContain(earlier);
	});
});

test.each([
	['the queue is full for a moment', 'queue-full', {}],
	['the rate limit is hit', 'status-429', { retryAfter: 3 }],
] as const)('%s: a creation that was rejected is sent again', async (_, fault, details) => {
	await emulator.fault('imagine', fault, details);
	expect(only(await run(imagine, kite)).json).toMatchObject({ status: 'SUCCESS' });
	expect(await emulator.stats()).toMatchObject({ tasksCreated: 1, requests: { imagine: 2 } });
});
