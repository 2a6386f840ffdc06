import { cleanMessage } from '../../nodes/Midjourney/service/cleanMessage';
import { classifyFailure } from '../../nodes/Midjourney/service/failures';
import { readEnvelope } from '../../nodes/Midjourney/service/ohmygpt/envelope';
import { parseRetryAfter } from '../../nodes/Midjourney/service/retry';
import type { FailureKind } from '../../nodes/Midjourney/service/failures';

const now = Date.parse('2026-03-01T10:00:00Z');
const read = (body: unknown, status = 200, headers: Record<string, unknown> = {}) =>
	readEnvelope(
		{ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
		now,
	);

describe('a success is read', () => {
	test.each<[string, unknown, unknown]>([
		['with a number', { statusCode: 200, message: 'Success', data: 4711 }, 4711],
		['with an object', { statusCode: 200, data: { taskId: 1 } }, { taskId: 1 }],
		[
			'with null, as the response to a delete',
			{ statusCode: 200, message: 'Deleted', data: null },
			null,
		],
		['with its code as text', { statusCode: '200', data: 1 }, 1],
		['with code instead of statusCode', { code: 200, data: 1 }, 1],
		['with the success code of related projects', { code: 1, result: 'abc' }, 'abc'],
		['without any code', { data: [] }, []],
	])('%s', (_, body, data) => {
		expect(read(body)).toEqual({ ok: true, data });
	});

	test("with the service's own time, if the response has it", () => {
		const result = read({ statusCode: 200, data: 1 }, 200, {
			date: 'Sun, 01 Mar 2026 10:00:05 GMT',
		});
		expect(result).toEqual({ ok: true, data: 1, servedAt: now + 5000 });
	});
});

describe('an id keeps all its digits', () => {
	test.each(['9007199254740993', '12345678901234567890', '1'.repeat(40)])('%s', (digits) => {
		expect(read(`{"statusCode":200,"data":${digits}}`)).toMatchObject({ data: digits });
		expect(read(`{"statusCode":200,"data":{"taskId": ${digits} }}`)).toMatchObject({
			data: { taskId: digits },
		});
	});

	test('and a text that looks like one stays as it is', () => {
		const message = '"data":12345678901234567890,';
		expect(read({ statusCode: 200, data: { prompt: message } })).toMatchObject({
			data: { prompt: message },
		});
	});
});

describe('a failure is classified', () => {
	test.each<[string, number, unknown, FailureKind, number, string]>([
		['an error inside HTTP 200', 200, { statusCode: 401, message: 'Bad' }, 'key', 401, 'Bad'],
		[
			'an HTTP error with an envelope',
			402,
			{ statusCode: 402, message: 'Low' },
			'balance',
			402,
			'Low',
		],
		[
			'an HTTP error that says success inside',
			500,
			{ statusCode: 200, data: 1 },
			'server',
			500,
			'status 500',
		],
		['code and message alone', 200, { code: 400, message: 'Odd' }, 'refused', 400, 'Odd'],
		['a message alone', 200, { message: 'Odd' }, 'refused', 400, 'Odd'],
		['an unknown code', 200, { statusCode: 418, message: 'Tea' }, 'refused', 418, 'Tea'],
		[
			'an error without a message',
			200,
			{ statusCode: 400, data: null },
			'refused',
			400,
			'status 400',
		],
		[
			'a machine code',
			200,
			{ statusCode: 400, errorType: 'insufficient_balance_error', message: '?' },
			'balance',
			400,
			'?',
		],
		[
			'a nested error',
			403,
			{ error: { message: 'No permission', type: 'x' } },
			'permission',
			403,
			'No permission',
		],
		['an error as text', 400, { error: 'Odd' }, 'refused', 400, 'Odd'],
		['JSON that knows no such thing', 404, { message: 'Nope' }, 'notFound', 404, 'Nope'],
		['a page that knows no such address', 404, '<h1>Not Found</h1>', 'gone', 404, 'Not Found'],
		["a gateway's page", 502, '<html><b>Bad</b> Gateway</html>', 'server', 502, 'Bad Gateway'],
		['a redirect', 302, '', 'refused', 302, 'an empty response'],
		['HTML instead of JSON', 200, '<html>Hi</html>', 'unreadable', 200, 'Hi'],
		['nothing at all', 200, '', 'unreadable', 200, 'an empty response'],
		['half a response', 200, '{"statusCode":200,"da', 'unreadable', 200, '{"statusCode":200,"da'],
		['a bare list', 200, [], 'unreadable', 200, '[]'],
		['an empty object', 200, {}, 'unreadable', 200, '{}'],
	])('%s', (_, http, body, kind, status, message) => {
		expect(read(body, http)).toEqual({ ok: false, failure: { kind, status, message } });
	});

	test('with the time in Retry-After', () => {
		const result = read({ statusCode: 429, message: 'Slow' }, 429, { 'retry-after': '7' });
		expect(result).toMatchObject({ failure: { kind: 'rateLimit', retryAfterMs: 7000 } });
	});
});

describe('the message of a failure determines its kind', () => {
	test.each<[FailureKind, string]>([
		['queueFull', 'The task queue is full: 3 unfinished tasks at most'],
		['queueFull', 'too many running jobs'],
		['queueFull', '当前队列已满'],
		['moderation', 'Banned prompt: "gore" is not allowed'],
		['moderation', 'Blocked by our AI moderator'],
		['moderation', '包含敏感词'],
		['wrongPool', 'The source task belongs to the FAST pool: parameter type must be the same'],
		['expiredButton', 'customId is invalid or has expired'],
		['unknownTask', 'Task not found'],
		['unknownTask', '任务不存在'],
		['balance', 'Insufficient quota'],
		['balance', '余额不足'],
		['permission', 'This API key has no permission for midjourney'],
		['key', 'This API key is disabled'],
		['key', 'Unauthorized'],
		['rateLimit', 'Too many requests, please slow down'],
		['tooLarge', 'request entity too large'],
		['refused', 'Something that is completely unknown'],
	])('%s: %s', (kind, message) => {
		expect(classifyFailure(400, message)).toBe(kind);
	});

	test.each<[FailureKind, number]>([
		['key', 401],
		['balance', 402],
		['permission', 403],
		['notFound', 404],
		['gone', 410],
		['tooLarge', 413],
		['rateLimit', 429],
		['server', 500],
		['server', 524],
		['refused', 422],
	])('and without a message the status does: %s, %d', (kind, status) => {
		expect(classifyFailure(status, '')).toBe(kind);
	});

	test('but a server error stays one, with any message', () => {
		expect(classifyFailure(503, 'the queue is full')).toBe('server');
	});
});

describe('text from outside is cleaned for an error message', () => {
	test.each([
		['without keys', 'key sk-abcDEF1234567890 is bad', 'key sk-*** is bad'],
		['without mark-up', '<h1>Not</h1><p>Found</p>', 'Not Found'],
		['on one line', 'a\r\n\tb\u0000\u2028c', 'a b c'],
		[
			'with words that only look like a key',
			'a task-force, risk-averse',
			'a task-force, risk-averse',
		],
	])('%s', (_, text, expected) => {
		expect(cleanMessage(text)).toBe(expected);
	});

	test('and truncated', () => {
		expect(cleanMessage('a'.repeat(100_000))).toBe(`${'a'.repeat(500)}…`);
	});
});

test.each([
	['seconds', '120', 120_000],
	['seconds as a number', 3, 3000],
	['a date', 'Sun, 01 Mar 2026 10:01:00 GMT', 60_000],
	['a date that has passed', 'Sun, 01 Mar 2026 09:00:00 GMT', 0],
	['words', 'soon', undefined],
	['a negative number', '-1', undefined],
	['nothing', undefined, undefined],
	['a list', ['1'], undefined],
])('Retry-After in %s', (_, header, expected) => {
	expect(parseRetryAfter(header, now)).toBe(expected);
});
