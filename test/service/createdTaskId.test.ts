import { findCreatedTaskId } from '../../nodes/Midjourney/service/createdTaskId';

describe('an id is an id, wherever a response has it', () => {
	test.each<[string, unknown]>([
		['as data', { statusCode: 200, data: '4711' }],
		['as a number', { statusCode: 200, data: 4711 }],
		['as result', { code: 1, result: '4711' }],
		['in data', { data: { taskId: '4711' } }],
		['in snake case', { data: { task_id: '4711' } }],
		['beside the code', { statusCode: 500, message: 'Odd', taskId: '4711' }],
		['in a task', { task: { taskId: '4711' } }],
		['in a task in data', { data: { task: { id: '4711' } } }],
		['as id of data', { data: { id: '4711' } }],
		['as the only one of a list', { data: ['4711'] }],
		['in an error', { error: { message: 'webhook timed out', taskId: '4711' } }],
	])('%s, in a success and in a refusal', (_, body) => {
		expect(findCreatedTaskId(body, true)).toBe('4711');
		expect(findCreatedTaskId(body, false)).toBe('4711');
	});

	test('as id beside the code: of a success, and not of a refusal, which has ids of its own', () => {
		const body = { id: '4711', status: 'SUBMITTED' };
		expect(findCreatedTaskId(body, true)).toBe('4711');
		expect(findCreatedTaskId(body, false)).toBeUndefined();
	});
});

test.each<[string, unknown]>([
	['nothing', undefined],
	['null', { data: null }],
	['words', { data: 'Success', result: 'null' }],
	['several tasks', { data: { tasks: [{ taskId: 1 }, { taskId: 2 }] } }],
	['ids in a list of several', { data: [1, 2] }],
	['ids of other things', { data: { userId: 7, count: 3 } }],
])('%s names no new task', (_, body) => {
	expect(findCreatedTaskId(body, true)).toBeUndefined();
	expect(findCreatedTaskId(body, false)).toBeUndefined();
});

test('a refusal that repeats the source task has made no task', () => {
	const body = { statusCode: 400, message: 'Odd', data: { taskId: '4711' } };
	expect(findCreatedTaskId(body, false, '4711')).toBeUndefined();
	expect(findCreatedTaskId({ ...body, result: '4712' }, false, '4711')).toBe('4712');
});
