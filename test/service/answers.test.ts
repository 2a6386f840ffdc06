import { only, useMidjourney } from '../support/midjourney';
import { respondWith, useScriptedServer } from '../support/scriptedServer';

const { emulator, run } = useMidjourney();
const server = useScriptedServer();
const elsewhere = () => ({ credentials: emulator.credentials({ baseUrl: server.url }) });
const kite = { prompt: 'a red kite', waitForCompletion: 'none', options: { seed: 'none' } };

describe('a creation whose response names a task has made it, and is not sent again', () => {
	test.each<[string, number, unknown, string]>([
		['200', 200, { statusCode: 200, data: 4711 }, '4711'],
		['201', 201, { statusCode: 201, data: { taskId: '4711' } }, '4711'],
		['202 without an envelope', 202, { taskId: '4711', status: 'SUBMITTED' }, '4711'],
		['500', 500, { statusCode: 500, message: 'Odd', data: 4711 }, '4711'],
		['504', 504, { message: 'timeout', data: { taskId: '4711' } }, '4711'],
		['400 in 200', 200, { statusCode: 400, message: 'Odd', data: '4711' }, '4711'],
		['429', 429, { message: 'Too many requests', taskId: '4711' }, '4711'],
		['401', 401, { statusCode: 401, message: 'Odd', data: { id: '4711' } }, '4711'],
		['302', 302, { result: '4711' }, '4711'],
		['another code', 200, { code: 22, description: 'queued', result: '4711' }, '4711'],
		['letters', 200, { statusCode: 200, data: 'mj-0042abc' }, 'mj-0042abc'],
		['leading zeros', 200, { statusCode: 200, data: '0042' }, '0042'],
		['20 digits', 200, '{"statusCode":200,"data":12345678901234567890}', '12345678901234567890'],
	])('%s', async (_, status, body, taskId) => {
		server.answer(({ path }, response) =>
			path.endsWith('/imagine')
				? respondWith(response, status, body)
				: respondWith(response, 200, { statusCode: 200, data: { total: 0, tasks: [] } }),
		);
		expect(only(await run('image.imagine', kite, elsewhere())).json).toMatchObject({ taskId });
		expect(server.requested('/imagine')).toHaveLength(1);
	});
});

test('a task is read without losing digits of its id', async () => {
	server.answer((_, response) =>
		respondWith(response, 200, '{"statusCode":200,"data":{"taskId":9007199254740993}}'),
	);
	const { json } = only(await run('task.get', { taskId: '9007199254740993' }, elsewhere()));
	expect(json).toMatchObject({ taskId: '9007199254740993' });
});

test('a response about another task than the one asked for is not given out', async () => {
	const data = { taskId: 4712, status: 'SUCCESS', prompt: 'of somebody else' };
	server.answer((_, response) => respondWith(response, 200, { statusCode: 200, data }));
	const { error, items } = await run('task.get', { taskId: 4711 }, elsewhere());
	expect(items).toEqual([]);
	expect(error?.message).toBe(
		'OhMyGPT sent a response that cannot be read: the response is about another task, 4712 (task 4711)',
	);
});

test.each([
	['an error that the service words', { statusCode: 400, message: 'Odd' }, 'Odd'],
	['null', { statusCode: 200, data: null }, 'the response has no task list'],
	['another shape', { statusCode: 200, data: { pages: [] } }, 'the response has no task list'],
])('a list that cannot be read is no empty list: %s', async (_, body, words) => {
	server.answer((_request, response) => respondWith(response, 200, body));
	const { error } = await run('task.getMany', { returnAll: true }, elsewhere());
	expect(error?.message).toContain(words);
});
