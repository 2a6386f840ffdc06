import { useSuspension } from '../support/suspension';
import { itemsOf, secret } from '../support/trigger';
import { callWebhook, type Call } from '../support/webhookCall';
import { makeWorkflow } from '../support/workflow';

const { emulator, client, imagine, tasks } = useSuspension();

/** The trigger and a suspended execution, which both get a report of the same task. */
const receivers = {
	'the trigger': async () => {
		const taskId = await client.create('imagine', { prompt: 'a kite' });
		const type = 'midjourneyTrigger';
		const credentials = emulator.credentials({ webhookSecret: secret });
		const setup = await makeWorkflow({ type, mode: 'webhook', credentials });
		const report = async (call: Call) => await callWebhook(setup, { ...call, query: { secret } });
		return { taskId, report };
	},
	'a suspended execution': async () => {
		const { call } = await imagine(['a kite']);
		const [task] = await tasks();
		const { taskId, query } = task!;
		return { taskId, report: async (each: Call) => await call({ ...each, query }) };
	},
};

describe.each(Object.entries(receivers))('%s reads the task after a report', (_, create) => {
	it.each<[string, string | undefined]>([
		['as JSON', 'application/json'],
		['as text', 'text/plain; charset=utf-8'],
		['as a form', 'application/x-www-form-urlencoded'],
		['as bytes', 'application/octet-stream'],
		['without a type', undefined],
	])('that is sent %s', async (_label, type) => {
		const { taskId, report } = await create();
		await emulator.finish(taskId);
		const text = `\uFEFF${JSON.stringify({ taskId, status: 'SUCCESS' })}`;
		const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
		expect(itemsOf(await report({ text, headers }))).toHaveLength(1);
	});

	it.each<[string, (taskId: number) => unknown]>([
		['bare', (taskId) => ({ taskId, status: 'SUCCESS' })],
		['below data', (taskId) => ({ statusCode: 200, data: { taskId, status: 'SUCCESS' } })],
		['below task', (taskId) => ({ event: 'end', task: { taskId, status: 'FAILURE' } })],
		['below task in data', (taskId) => ({ data: { task: { taskId, status: 'SUCCESS' } } })],
		['with id', (id) => ({ id: String(id), status: 'SUCCESS' })],
		['with nothing but the ID', (taskId) => ({ taskId: String(taskId) })],
		['with nothing but the ID, bare', (taskId) => taskId],
		['with nothing but the ID below data', (taskId) => ({ data: taskId })],
		['with an unknown state', (taskId) => ({ taskId, status: 'COMPLETED' })],
		['with 100 %', (taskId) => ({ taskId, status: 'IN_PROGRESS', progress: '100%' })],
		[
			'with a time of its end',
			(taskId) => ({ taskId, status: 'IN_PROGRESS', finishTime: '2026-01-01T12:00:00Z' }),
		],
		['with a reason of failure', (taskId) => ({ taskId, failReason: 'Odd' })],
	])('%s', async (_label, bodyOf) => {
		const { taskId, report } = await create();
		await emulator.finish(taskId);
		expect(itemsOf(await report({ text: JSON.stringify(bodyOf(taskId)) }))).toHaveLength(1);
	});

	it('although the task looks unfinished for more than a minute', async () => {
		await emulator.settings({ durationSeconds: { min: 90, max: 90 } });
		const { taskId, report } = await create();
		const result = await report({ body: { taskId, status: 'SUCCESS' } });
		expect(result.status).toBe(200);
		expect(itemsOf(result)).toHaveLength(1);
	});

	it.each(['key', 'not found', 'html'])(
		'although the service refuses to show it at first: %s',
		async (kind) => {
			const { taskId, report } = await create();
			await emulator.finish(taskId);
			const messages = { key: [401, 'Invalid API key'], 'not found': [400, 'Task not found'] };
			const [statusCode, message] = messages[kind as keyof typeof messages] ?? [];
			if (kind === 'html') await emulator.fault('get', 'not-found', { times: 2 });
			else {
				const details = { statusCode, message } as { statusCode: number; message: string };
				await emulator.fault('get', 'error-in-200', { times: 2, ...details });
			}
			expect(itemsOf(await report({ body: { taskId, status: 'SUCCESS' } }))).toHaveLength(1);
		},
	);
});

describe.each(Object.entries(receivers))('%s sends no request after a report', (_, create) => {
	it.each<[string, object]>([
		['of progress', { status: 'IN_PROGRESS', progress: '46%' }],
		['of a state on the way', { status: 'SUBMITTED', progress: null }],
		['of progress in an unknown state', { status: 'UPSCALING', progress: '46%' }],
	])('%s', async (_label, fields) => {
		const { taskId, report } = await create();
		const before = (await emulator.log('get')).length;
		expect(await report({ body: { taskId, ...fields } })).toMatchObject({
			status: 200,
			outputs: undefined,
		});
		expect((await emulator.log('get')).length).toBe(before);
	});
});

it('A report with a long ID keeps all of its digits', async () => {
	const { report } = await receivers['the trigger']();
	const result = await report({ text: '{"taskId":9007199254740993,"status":"SUCCESS"}' });
	expect(result.logs[0]?.message).toContain('9007199254740993');
});
