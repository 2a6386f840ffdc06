import { cleanMessage } from '../../nodes/Midjourney/service/cleanMessage';
import { readEnvelope } from '../../nodes/Midjourney/service/ohmygpt/envelope';
import { parseRetryAfter } from '../../nodes/Midjourney/service/retry';
import { isUncertain, type FailureKind } from '../../nodes/Midjourney/service/failures';

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
		['with the code of a creation', { statusCode: 201, data: 4711 }, 4711],
		['with the code 0, if data follows', { code: 0, data: { taskId: 1 } }, { taskId: 1 }],
		['with its data beside the code', { statusCode: 200, total: 0 }, { statusCode: 200, total: 0 }],
		['without an envelope, if it is a list', { tasks: [], total: 0 }, { tasks: [], total: 0 }],
		[
			'without an envelope, if it is a task',
			{ taskId: 1, status: 'SUCCESS', description: '/imagine a kite' },
			{ taskId: 1, status: 'SUCCESS', description: '/imagine a kite' },
		],
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

	test('wherever it is, and in a list as well', () => {
		expect(read('{"data":[{"id":9007199254740993}, 9007199254740995]}')).toMatchObject({
			data: [{ id: '9007199254740993' }, '9007199254740995'],
		});
	});

	test('and a text that looks like one stays as it is', () => {
		const message = '"data":12345678901234567890, \\" : 12345678901234567890';
		expect(read({ statusCode: 200, data: { prompt: message } })).toMatchObject({
			data: { prompt: message },
		});
	});
});

describe('a refusal in JSON is read', () => {
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
		['a failure in words', 200, { success: false, message: 'Odd', data: 1 }, 'refused', 400, 'Odd'],
		['a code in words', 200, { code: 'E_ODD', data: null }, 'refused', 400, 'E_ODD'],
		['an error beside data', 200, { error: { message: 'Odd' }, data: null }, 'refused', 400, 'Odd'],
		['a code of its own', 200, { code: 1001, message: 'Odd' }, 'refused', 400, 'Odd'],
		['a code that shows doubt', 400, { code: 500, message: 'Odd' }, 'server', 500, 'Odd'],
		['a status that shows doubt', 502, { code: 400, message: 'Odd' }, 'server', 502, 'Odd'],
	])('%s', (_, http, body, kind, status, message) => {
		const failure = { kind, status, message, isReadable: true };
		expect(read(body, http)).toEqual({ ok: false, failure });
	});
});

describe('what did not come from the service, or is broken, is in doubt', () => {
	test.each<[string, number, unknown, FailureKind, string]>([
		['a page that knows no such address', 404, '<h1>Not Found</h1>', 'gateway', 'Not Found'],
		["a CDN's challenge", 403, '<html>Just a moment…</html>', 'gateway', 'Just a moment…'],
		["a proxy's login", 401, 'Unauthorized', 'gateway', 'Unauthorized'],
		['a page that finds a request bad', 400, '<h1>Bad Request</h1>', 'gateway', 'Bad Request'],
		['a redirect', 302, '', 'gateway', 'an empty response'],
		['a time-out of a proxy', 408, '', 'gateway', 'an empty response'],
		['a conflict in plain text', 409, 'Conflict', 'gateway', 'Conflict'],
		['a connection that the client closed', 499, '', 'gateway', 'an empty response'],
		["a gateway's page", 502, '<html><b>Bad</b> Gateway</html>', 'server', 'Bad Gateway'],
		['HTML instead of JSON', 200, '<html>Hi</html>', 'unreadable', 'Hi'],
		['nothing at all', 200, '', 'unreadable', 'an empty response'],
		['half a response', 200, '{"statusCode":200,"da', 'unreadable', '{"statusCode":200,"da'],
		['a bare list', 200, [], 'unreadable', '[]'],
		['an empty object', 200, {}, 'unreadable', '{}'],
		['an error without words or code', 400, {}, 'gateway', '{}'],
		[
			'an unavailable page that names a time-out',
			503,
			'upstream timed out',
			'server',
			'upstream timed out',
		],
	])('%s', (_, status, body, kind, message) => {
		expect(read(body, status)).toEqual({ ok: false, failure: { kind, status, message } });
		expect(isUncertain({ kind, message })).toBe(true);
	});

	test.each<[string, number, string, FailureKind]>([
		['that there are too many requests', 429, 'Too Many Requests', 'rateLimit'],
		['that the service is unavailable', 503, 'HTTP Error 503. Unavailable', 'unavailable'],
		['that the request is too large', 413, 'Entity Too Large', 'tooLarge'],
	])('but a gateway may say %s', (_, status, body, kind) => {
		expect(read(body, status)).toEqual({
			ok: false,
			failure: { kind, status, message: body },
		});
	});
});

describe('the time in Retry-After', () => {
	test('belongs to the failure', () => {
		const result = read({ statusCode: 429, message: 'Slow' }, 429, { 'retry-after': '7' });
		expect(result).toMatchObject({ failure: { kind: 'rateLimit', retryAfterMs: 7000 } });
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
