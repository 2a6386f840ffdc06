import type { ProxyVariant } from '../../emulator/proxy/variant';
import { until } from '../support/until';
import { useProxy, type ProxyWireTask } from './proxyCalls';

const proxy = useProxy();
const { arm, call, control, create, ended, fetchTask, finish, grid, settings, submit, variant } =
	proxy;

const imagine = () => submit('imagine', { prompt: 'a kite' });
const created = async () => (await control<{ tasksCreated: number }>('GET', 'stats')).tasksCreated;

describe('a fault on a creation', () => {
	it.each([
		['status-429', {}, 429, 0],
		['status-500', {}, 500, 0],
		['status-500', { acted: true }, 500, 1],
		['html-502', {}, 502, 0],
		['html-200', {}, 200, 0],
		['not-found', {}, 404, 0],
		['error-in-200', {}, 200, 0],
		['queue-full', {}, 200, 0],
		['user-limit', {}, 200, 0],
		['error-openai-shape', {}, 503, 0],
		['error-openai-shape', { statusCode: 403, message: 'no' }, 403, 0],
		['gateway-timeout', {}, 400, 1],
		['truncated-json', {}, 200, 1],
		['slow', { delayMs: 10_000 }, 200, 1],
	])('%s %j has the status %i and creates %i tasks', async (fault, more, status, tasks) => {
		await arm('imagine', fault, more);
		expect((await imagine()).status).toBe(status);
		expect(await created()).toBe(tasks);
		expect((await imagine()).body).toMatchObject({ code: 1 });
		expect(await created()).toBe(tasks + 1);
	});

	it.each([
		['reset-before', 0],
		['reset-after', 1],
	])('%s closes the connection and creates %i tasks', async (fault, tasks) => {
		await arm('imagine', fault);
		await expect(imagine()).rejects.toThrow();
		expect(await created()).toBe(tasks);
	});

	it.each([
		['base', { timestamp: expect.any(String), status: 500, error: 'Internal Server Error' }],
		['trueai', { success: false, code: 500, message: 'Internal server error' }],
		['new-api', { error: { type: 'new_api_error' } }],
	] as Array<[ProxyVariant, object]>)('status-500 has the body of %s', async (name, body) => {
		await variant(name);
		await arm('imagine', 'status-500');
		expect((await imagine()).body).toMatchObject(body);
	});

	it('status-429 at a gateway has code 30', async () => {
		await variant('new-api');
		await arm('imagine', 'status-429', { retryAfter: 7 });
		expect(await imagine()).toMatchObject({
			status: 429,
			body: { code: 30, type: 'upstream_error' },
		});
	});

	it('error-in-200 has the code and text that were set', async () => {
		await arm('imagine', 'error-in-200', { statusCode: 4, message: 'no' });
		expect((await imagine()).body).toMatchObject({ code: 4, description: 'no', result: null });
	});

	it.each([
		['task-fails', { failReason: 'no' }, { status: 'FAILURE', failReason: 'no' }],
		['status-failed-spelling', {}, { status: 'FAILED' }],
		['success-without-image', {}, { status: 'SUCCESS', imageUrl: null }],
		['null-actions', {}, { status: 'SUCCESS', buttons: null }],
		['status-empty', {}, { status: '' }],
		['no-host-image', {}, { imageUrl: expect.stringMatching(/^\/attachments\//) }],
	])('%s changes every response about the new task', async (fault, more, expected) => {
		await arm('imagine', fault, more);
		const id = await create('imagine', { prompt: 'a kite' });
		await until('the end', async () => (await fetchTask(id)).finishTime);
		for (let n = 0; n < 2; n += 1) expect(await fetchTask(id)).toMatchObject(expected);
	});

	it('no-host-image at new-api leaves only the path', async () => {
		await variant('new-api');
		await arm('imagine', 'no-host-image');
		const { imageUrl } = await grid();
		expect(imageUrl).toMatch(/^\/mj\/image\/\d+$/);
	});

	it('state-late hides the state for some seconds', async () => {
		await settings({ speed: 20, durationSeconds: { min: 100, max: 100 } });
		await arm('imagine', 'state-late', { delayMs: 20_000 });
		const id = await create('imagine', { prompt: 'a kite', state: 'mine' });
		expect((await fetchTask(id)).state).toBeNull();
		expect(await until('the state', async () => (await fetchTask(id)).state)).toBe('mine');
	});
});

describe('a fault on reading', () => {
	it.each([
		['plus', 200],
		['trueai', 204],
	] as const)('empty-fetch gives at %s the status %i without a body', async (name, status) => {
		await variant(name);
		const id = await create('imagine', { prompt: 'a kite' });
		await arm('get', 'empty-fetch');
		expect(await call('GET', `/mj/task/${id}/fetch`)).toMatchObject({ status, text: '' });
		expect(await fetchTask(id)).toMatchObject({ id });
	});

	it('status-empty and id-number change one response', async () => {
		const id = await create('imagine', { prompt: 'a kite' });
		await arm('get', 'status-empty');
		expect((await fetchTask(id)).status).toBe('');
		await arm('get', 'id-number');
		expect((await fetchTask(id)).id).toBe(Number(id));
		expect((await fetchTask(id)).id).toBe(id);
	});

	it.each(['plus', 'new-api'] as const)(
		'null-actions at %s hides the buttons once',
		async (name) => {
			await variant(name);
			const { id } = await grid();
			await arm('get', 'null-actions');
			expect((await fetchTask(id)).buttons).toBeNull();
			expect((await fetchTask(id)).buttons).toHaveLength(9);
		},
	);

	it('list-truncated leaves out the newer half', async () => {
		const ids = [];
		for (const prompt of ['one', 'two', 'three', 'four'])
			ids.push(await create('imagine', { prompt }));
		await arm('getMany', 'list-truncated');
		const list = async () =>
			(await call<ProxyWireTask[]>('GET', '/mj/task/list')).body.map(({ id }) => id);
		expect(await list()).toEqual([ids[1], ids[0]]);
		expect(await list()).toEqual([...ids].reverse());
		await arm('query', 'list-truncated');
		const { body } = await call<{ content: ProxyWireTask[] }>('POST', '/mj/task/query', {});
		expect(body.content).toHaveLength(2);
	});
});

it('a fault that only this wire has does not change an answer of OhMyGPT', async () => {
	await arm('imagine', 'gateway-timeout');
	const answer = await proxy.mj('imagine', { prompt: 'a kite' });
	expect(answer).toMatchObject({ statusCode: 200 });
});

it('the modal call has faults of its own', async () => {
	const source = await grid();
	const single = await ended((await proxy.press(source, 'U1')).result);
	const { result: taskId } = await proxy.press(single, 'Custom Zoom');
	await arm('modal', 'reset-before');
	await expect(submit('modal', { taskId })).rejects.toThrow();
	expect(await fetchTask(taskId)).toMatchObject({ status: 'MODAL' });
	await arm('modal', 'task-fails', { failReason: 'no' });
	expect((await submit('modal', { taskId })).body.code).toBe(1);
	expect(await ended(taskId)).toMatchObject({ status: 'FAILURE', failReason: 'no' });
});

it('the log has the code of each answer, and the task', async () => {
	const id = await create('imagine', { prompt: 'a kite' });
	await finish(id);
	await fetchTask(id);
	const { entries } = await control<{ entries: object[] }>('GET', 'log');
	expect(entries).toEqual([
		expect.objectContaining({ route: 'imagine', statusCode: 1, taskId: Number(id), key: 'user' }),
		expect.objectContaining({ route: 'get', status: 200, taskId: Number(id) }),
	]);
});
