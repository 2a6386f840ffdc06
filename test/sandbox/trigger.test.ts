import { request } from 'undici';

import { endOf } from '../../sandbox/executions';
import type { Workflow } from '../../sandbox/workflow';
import { exampleOf, outputsOf, liveTimeoutMs, useLive } from './live';
import { useN8n } from './useN8n';

jest.setTimeout(2 * liveTimeoutMs);

const n8n = useN8n();
const live = useLive(n8n);

/** The trigger's workflow under a path of its own. */
function listener(path: string, parameters: object = {}): Workflow {
	const workflow = exampleOf('13');
	const [trigger] = workflow.nodes;
	Object.assign(trigger!, { webhookId: path });
	Object.assign(trigger!.parameters, parameters);
	return workflow;
}

const urlOf = (path: string, kind = 'webhook') => `${n8n().url}/${kind}/${path}/webhook`;

const json = { 'content-type': 'application/json' };

async function call(url: string, body: string, options: object = {}) {
	const response = await request(url, { method: 'POST', headers: json, body, ...options });
	return { status: response.statusCode, text: await response.body.text() };
}

/** Stores and activates a workflow with a trigger. */
async function publish(path: string, workflow = listener(path)): Promise<string> {
	const { id } = await live.store(workflow);
	await live.editor().publish(id);
	return id;
}

const withSecret = (url: string, secret = live.secret()) =>
	`${url}?secret=${encodeURIComponent(secret)}`;

/** A successful task that another client has created. */
async function finishedTask(): Promise<number> {
	const { rest } = n8n();
	const submit = exampleOf('14');
	const imagine = submit.nodes.find(({ name }) => name === 'Imagine');
	imagine!.parameters.webhookUrl = '';
	await endOf(rest, (await live.start(submit)).id, liveTimeoutMs);
	const task = (await live.allTasks()).sort((a, b) => b.taskId - a.taskId)[0]!;
	await live.finish(task);
	return task.taskId;
}

/** n8n retries a trigger that does not start for a while, so this is started before all tests. */
let secretless: Promise<unknown>;
beforeAll(async () => {
	const { id } = await live.store(listener('open'), { webhookSecret: '' });
	secretless = live
		.editor()
		.publish(id)
		.catch((error: unknown) => error);
}, liveTimeoutMs);

it('A workflow that submits starts a workflow with the trigger: one run for each task, the secret is shown nowhere', async () => {
	const path = 'fed';
	const id = await publish(path);
	const submit = exampleOf('14');
	const imagine = submit.nodes.find(({ name }) => name === 'Imagine');
	imagine!.parameters.webhookUrl = urlOf(path);
	const { rest } = n8n();
	const run = await live.start(submit);
	const submitted = await endOf(rest, run.id, liveTimeoutMs);
	expect(submitted.status).toBe('success');
	const tasks = (await live.allTasks()).filter(({ webhook }) => webhook?.includes(`/${path}/`));
	expect(tasks).toHaveLength(2);
	for (const task of tasks) await live.finish(task);
	for (const task of tasks) await live.callBack(task, 3);

	const executions = await live.endedRuns(id, 2);
	expect(executions).toHaveLength(2);
	const started = await Promise.all(
		executions.map(async (each) => await rest.readExecution(each.id)),
	);
	const pictures = started.flatMap((execution) => outputsOf(execution, 'Images').flat(2));
	expect(pictures.map(({ json: { taskId } }) => taskId).sort()).toEqual(
		tasks.map(({ taskId }) => String(taskId)).sort(),
	);
	expect(pictures.map(({ binary }) => binary?.data?.mimeType)).toEqual(['image/png', 'image/png']);
	const everything = JSON.stringify([submitted, started, n8n().log()]);
	expect(everything).not.toContain(live.secret());
});

describe('The URL of an active trigger', () => {
	const path = 'guarded';
	let id: string;
	let taskId: number;
	beforeAll(async () => {
		id = await publish(path);
		taskId = await finishedTask();
	}, 2 * liveTimeoutMs);

	const success = (task = taskId) => JSON.stringify({ taskId: task, status: 'SUCCESS' });
	const validUrl = () => withSecret(urlOf(path));
	const deep = '['.repeat(20_000) + ']'.repeat(20_000);

	it.each([
		['without the secret', () => urlOf(path), {}, 401],
		['with an empty secret', () => withSecret(urlOf(path), ''), {}, 401],
		['with a wrong secret', () => withSecret(urlOf(path), 'wrong'), {}, 401],
		['with the secret twice', () => `${validUrl()}&secret=${live.secret()}`, {}, 401],
		['with the secret as a list', () => validUrl().replace('secret=', 'secret[]='), {}, 401],
		['with a long secret', () => validUrl() + 'x'.repeat(10_000), {}, 401],
		['with the secret in the body', () => urlOf(path), { body: '{"secret":"x"}' }, 401],
		['for an invented task', () => validUrl(), { body: success(4711) }, 200],
		[
			'with a text',
			() => validUrl(),
			{ headers: { 'content-type': 'text/plain' }, body: 'a text' },
			400,
		],
		[
			'with a form',
			() => validUrl(),
			{
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: 'taskId=1&status=SUCCESS',
			},
			400,
		],
		['with what is no task', () => validUrl(), { body: '{"a":1}' }, 400],
		['with what is no JSON', () => validUrl(), { body: '{"taskId":' }, 422],
		['with 10 MB', () => validUrl(), { body: `{"extra":"${'x'.repeat(10_000_000)}"}` }, 400],
		['with deep nesting', () => validUrl(), { body: `{"extra":${deep}}` }, 400],
		['with nothing', () => validUrl(), { body: '' }, 400],
		['by GET', () => validUrl(), { method: 'GET' }, 404],
		['by PUT', () => validUrl(), { method: 'PUT' }, 404],
	])('starts nothing for a call %s', async (_label, to, options, status) => {
		const response = await call(to(), success(), options);
		expect(response).toEqual({ status, text: expect.any(String) });
		expect(response.text).not.toContain(live.secret());
	});

	it('has started nothing so far, and starts one workflow for ten calls at the same moment', async () => {
		expect(await live.editor().executions(id)).toEqual([]);
		const responses = await Promise.all(
			Array.from({ length: 10 }, () => call(validUrl(), success())),
		);
		expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200));
		await call(validUrl(), success());
		expect(await live.endedRuns(id, 1)).toHaveLength(1);
	});
});

it('The test URL works while the user listens in the editor, for calls with the secret', async () => {
	const path = 'tested';
	const { id } = await live.store(listener(path));
	const taskId = await finishedTask();
	const body = JSON.stringify({ taskId, status: 'SUCCESS' });
	const url = urlOf(path, 'webhook-test');
	expect((await call(withSecret(url), body)).status).toBe(404);

	await live.editor().listen(id, 'Midjourney Trigger');

	expect((await call(withSecret(url, 'wrong'), body)).status).toBe(401);
	expect((await call(withSecret(url), body)).status).toBe(200);
	const [execution] = await live.endedRuns(id, 1);
	const { data } = await n8n().rest.readExecution(execution!.id);
	expect(data.resultData.runData.Images).toHaveLength(1);
	expect((await call(withSecret(url), body)).status).toBe(404);
});

it('A trigger is not active while the credential has no secret, and the error says what to do', async () => {
	expect(await secretless).toMatchObject({
		message: expect.stringMatching(/'Webhook Secret' is not set in the credential: put/),
	});
	expect((await call(urlOf('open'), '{"taskId":1}')).status).toBe(404);
});
