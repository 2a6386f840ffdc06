import {
	readSingleTask,
	readTaskPage,
} from '../../nodes/Midjourney/service/ohmygpt/taskPageReader';

const contentBaseUrl = 'https://content.test';
const one = { taskId: 1, status: 'SUCCESS' };
const two = { taskId: 2, status: 'IN_PROGRESS' };
const read = (data: unknown) => readTaskPage(data, contentBaseUrl);
const idsIn = (data: unknown) => read(data)?.tasks.map(({ id }) => id);

test.each<[string, unknown]>([
	['tasks', { tasks: [one, two] }],
	['list', { list: [one, two] }],
	['records', { records: [one, two] }],
	['items', { items: [one, two] }],
	['content', { content: [one, two] }],
	['data', { data: [one, two], pagination: { total: 7 } }],
	['nothing but the list', [one, two]],
])('a page is read with its tasks below %s', (_, data) => {
	expect(idsIn(data)).toEqual(['1', '2']);
});

test('a page may be a task without a list', () => {
	expect(idsIn(one)).toEqual(['1']);
});

test.each<[unknown, number | null]>([
	[{ tasks: [], total: 7 }, 7],
	[{ tasks: [], total: '7' }, 7],
	[{ tasks: [], totalElements: 7 }, 7],
	[{ tasks: [], count: '7' }, 7],
	[{ data: [], pagination: { total: 7 } }, 7],
	[{ tasks: [], total: 'many' }, null],
	[{ tasks: [], total: -1 }, null],
	[{ tasks: [] }, null],
	[[], null],
])('the total of %j is %j', (data, total) => {
	expect(read(data)).toMatchObject({ tasks: [], total });
});

test('rows without an id are skipped, and counted as received', () => {
	expect(read({ tasks: [one, { status: 'SUCCESS' }, null, two] })).toMatchObject({
		tasks: [{ id: '1' }, { id: '2' }],
		receivedCount: 4,
	});
});

test.each([[null], [undefined], ['text'], [7], [{}], [{ tasks: null }], [{ rows: [one] }]])(
	'%j is no page: it does not show that there are no tasks',
	(data) => {
		expect(read(data)).toBeUndefined();
	},
);

test.each<[string, unknown]>([
	['as it is', one],
	['below task', { task: one }],
	['in a list of one', [one]],
	['with id instead of taskId', { id: '1', status: 'SUCCESS' }],
])('a single task is read %s', (_, data) => {
	expect(readSingleTask(data, contentBaseUrl)).toMatchObject({ id: '1', status: 'SUCCESS' });
});

test.each([[null], [{}], [[one, two]], [{ id: 7 }]])('%j is no single task', (data) => {
	expect(readSingleTask(data, contentBaseUrl)).toBeUndefined();
});
