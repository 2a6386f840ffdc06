import { request } from 'undici';

import { endOf } from '../../sandbox/executions';
import type { Workflow } from '../../sandbox/workflow';
import { exampleOf, outputsOf, patienceMs, useLive } from './live';
import { useN8n } from './useN8n';

jest.setTimeout(2 * patienceMs);

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

const addressOf = (path: string, kind = 'webhook') => `${n8n().url}/${kind}/${path}/webhook`;

const json = { 'content-type': 'application/json' };

async function call(address: string, body: string, options: object = {}) {
	const answer = await request(address, { method: 'POST', headers: json, body, ...options });
	return { status: answer.statusCode, text: await answer.body.text() };
}

/** Stores and activates a workflow with a trigger. */
async function publish(path: string, workflow = listener(path)): Promise<string> {
	const { id } = await live.store(workflow);
	await live.editor().publish(id);
	return id;
}

const withSecret = (address: string, secret = live.secret()) =>
	`${address}?secret=${encodeURIComponent(secret)}`;

/** A task that has ended well, made by somebody else. */
async function finishedTask(): Promise<number> {
	const { rest } = n8n();
	const submit = exampleOf('14');
	const imagine = submit.nodes.find(({ name }) => name === 'Imagine');
	imagine!.parameters.webhookUrl = '';
	await endOf(rest, (await live.start(submit)).id, patienceMs);
	const task = (await live.allTasks()).sort((a, b) => b.taskId - a.taskId)[0]!;
	await live.finish(task);
	return task.taskId;
}

/** n8n tries a trigger that does not start again for a while, so this is begun before all tests. */
let secretless: Promise<unknown>;
beforeAll(async () => {
	const { id } = await live.store(listener('open'), { webhookSecret: '' });
	secretless = live
		.editor()
		.publish(id)
		.catch((error: unknown) => error);
}, patienceMs);

it('A workflow that submits feeds a workflow with the trigger: one run for each task, the secret is seen nowhere', async () => {
	const path = 'fed';
	const id = await publish(path);
	const submit = exampleOf('14');
	const imagine = submit.nodes.find(({ name }) => name === 'Imagine');
	imagine!.parameters.webhookUrl = addressOf(path);
	const { rest } = n8n();
	const run = await live.start(submit);
	const submitted = await endOf(rest, run.id, patienceMs);
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
	const pictures = started.flatMap((execution) => outputsOf(execution, 'Pictures').flat(2));
	expect(pictures.map(({ json: { taskId } }) => taskId).sort()).toEqual(
		tasks.map(({ taskId }) => String(taskId)).sort(),
	);
	expect(pictures.map(({ binary }) => binary?.data?.mimeType)).toEqual(['image/png', 'image/png']);
	const everything = JSON.stringify([submitted, started, n8n().log()]);
	expect(everything).not.toContain(live.secret());
});

describe('The address of an active trigger', () => {
	const path = 'guarded';
	let id: string;
	let taskId: number;
	beforeAll(async () => {
		id = await publish(path);
		taskId = await finishedTask();
	}, 2 * patienceMs);

	const success = (task = taskId) => JSON.stringify({ taskId: task, status: 'SUCCESS' });
	const right = () => withSecret(addressOf(path));
	const deep = '['.repeat(20_000) + ']'.repeat(20_000);

	it.each([
		['without the secret', () => addressOf(path), {}, 401],
		['with an empty secret', () => withSecret(addressOf(path), ''), {}, 401],
		['with a wrong secret', () => withSecret(addressOf(path), 'wrong'), {}, 401],
		['with the secret twice', () => `${right()}&secret=${live.secret()}`, {}, 401],
		['with the secret as a list', () => right().replace('secret=', 'secret[]='), {}, 401],
		['with a long secret', () => right() + 'x'.repeat(10_000), {}, 401],
		['with the secret in the body', () => addressOf(path), { body: '{"secret":"x"}' }, 401],
		['for a task that was made up', () => right(), { body: success(4711) }, 200],
		['with a text', () => right(), { headers: { 'content-type': 'text/plain' } }, 400],
		[
			'with a form',
			() => right(),
			{
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: 'taskId=1&status=SUCCESS',
			},
			400,
		],
		['with what is no task', () => right(), { body: '{"a":1}' }, 400],
		['with what is no JSON', () => right(), { body: '{"taskId":' }, 422],
		['with 10 MB', () => right(), { body: `{"extra":"${'x'.repeat(10_000_000)}"}` }, 400],
		['with deep nesting', () => right(), { body: `{"extra":${deep}}` }, 400],
		['with nothing', () => right(), { body: '' }, 400],
		['by GET', () => right(), { method: 'GET' }, 404],
		['by PUT', () => right(), { method: 'PUT' }, 404],
	])('starts nothing for who calls %s', async (_label, to, options, status) => {
		const answer = await call(to(), success(), options);
		expect(answer).toEqual({ status, text: expect.any(String) });
		expect(answer.text).not.toContain(live.secret());
	});

	it('has started nothing so far, and starts one workflow for ten calls at the same moment', async () => {
		expect(await live.editor().executions(id)).toEqual([]);
		const answers = await Promise.all(Array.from({ length: 10 }, () => call(right(), success())));
		expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
		await call(right(), success());
		expect(await live.endedRuns(id, 1)).toHaveLength(1);
	});
});

it('The test address works while somebody listens in the editor, for calls with the secret', async () => {
	const path = 'tested';
	const { id } = await live.store(listener(path));
	const taskId = await finishedTask();
	const body = JSON.stringify({ taskId, status: 'SUCCESS' });
	const address = addressOf(path, 'webhook-test');
	expect((await call(withSecret(address), body)).status).toBe(404);

	await live.editor().listen(id, 'Midjourney Trigger');

	expect((await call(withSecret(address, 'wrong'), body)).status).toBe(401);
	expect((await call(withSecret(address), body)).status).toBe(200);
	const [execution] = await live.endedRuns(id, 1);
	const { data } = await n8n().rest.readExecution(execution!.id);
	expect(data.resultData.runData.Pictures).toHaveLength(1);
	expect((await call(withSecret(address), body)).status).toBe(404);
});

it('A trigger does not listen while the credential has no secret, and the user is told what to do', async () => {
	expect(await secretless).toMatchObject({
		message: expect.stringMatching(/'Webhook Secret' is not set in the credential: put/),
	});
	expect((await call(addressOf('open'), '{"taskId":1}')).status).toBe(404);
});
