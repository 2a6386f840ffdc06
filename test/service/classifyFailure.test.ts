import { classifyFailure } from '../../nodes/Midjourney/service/classifyFailure';
import type { FailureKind } from '../../nodes/Midjourney/service/failures';

describe('the words of a refusal determine its kind', () => {
	test.each<[FailureKind, string]>([
		['moderation', 'Banned prompt: "gore" is not allowed'],
		['moderation', 'Blocked by our AI moderator'],
		['moderation', '包含敏感词'],
		['wrongPool', 'The source task belongs to the FAST pool: parameter type must be the same'],
		['expiredButton', 'customId is invalid or has expired'],
		['unknownTask', 'Task not found'],
		['unknownTask', '任务不存在'],
		['balance', 'Insufficient quota'],
		['balance', 'quota_not_enough'],
		['balance', '余额不足'],
		['permission', 'This API key has no permission for midjourney'],
		['key', 'This API key is disabled'],
		['key', 'Unauthorized'],
		['rateLimit', 'Too many requests, please slow down'],
		['tooLarge', 'request entity too large'],
		['gone', 'Cannot POST /api/v1/ai/draw/mj/imagine'],
		['refused', 'Something that is completely unknown'],
		['refused', 'Invalid webhook address'],
		['refused', 'This account has been banned'],
	])('%s: %s', (kind, message) => {
		expect(classifyFailure({ status: 400, message })).toBe(kind);
	});
});

test.each<[FailureKind, number]>([
	['key', 401],
	['balance', 402],
	['permission', 403],
	['notFound', 404],
	['server', 408],
	['server', 409],
	['gone', 410],
	['tooLarge', 413],
	['server', 425],
	['rateLimit', 429],
	['server', 499],
	['server', 302],
	['server', 500],
	['unavailable', 503],
	['server', 524],
	['refused', 422],
])('without a message the status does: %s, %d', (kind, status) => {
	expect(classifyFailure({ status, message: '' })).toBe(kind);
});

describe('a full queue is recognised in any words, at any status', () => {
	const messages = [
		'The task queue is full: 3 unfinished tasks at most',
		'queue is full',
		'Too many running jobs',
		'You can only run 3 tasks at once',
		'Please wait for your other tasks to finish',
		'Concurrency limit reached',
		'Maximum number of concurrent jobs exceeded',
		'Task limit reached, try later',
		'No available account instance',
		'All slots are busy',
		'当前队列已满',
		'排队已满',
		'并发数已达上限',
		'任务数量已达上限',
		'您最多同时运行3个任务',
		'无可用的账号实例',
	];

	test.each(messages)('%s', (message) => {
		for (const status of [400, 403, 422, 429, 500, 503]) {
			expect(classifyFailure({ status, message })).toBe('queueFull');
		}
	});

	test.each<[string, FailureKind, string]>([
		['the prompt is quoted', 'refused', 'Odd parameter in "a queue, full of people"'],
		['moderation is named as well', 'moderation', 'Banned words, although the queue is full'],
		['something behind it timed out', 'upstream', 'timeout: is the queue full?'],
	])('but not where %s', (_, kind, message) => {
		expect(classifyFailure({ status: 400, message })).toBe(kind);
	});
});

test.each([
	'timeout of 60000ms exceeded',
	'The request timed out',
	'read ECONNRESET',
	'connect ECONNREFUSED 10.0.0.7:443',
	'fetch failed',
	'socket hang up',
	'Request failed with status code 502',
	'Bad gateway',
	'The operation was aborted',
	'webhook https://example.org/hook is unreachable',
	'Could not connect to the callback URL',
	'The hook did not answer',
	'请求超时',
])(
	'a refusal may tell that something behind the service failed, and is in doubt: %s',
	(message) => {
		for (const status of [400, 403, 429, 503]) {
			expect(classifyFailure({ status, message })).toBe('upstream');
		}
	},
);

describe('a status says more than words', () => {
	test.each<[FailureKind, number, string]>([
		['permission', 403, 'The token is invalid'],
		['key', 401, 'Your account is banned from this content'],
		['rateLimit', 429, 'The button was pressed too often'],
		['server', 409, 'Banned prompt'],
		['server', 500, 'Banned prompt'],
		['unavailable', 503, 'No permission'],
	])('%s: %d %s', (kind, status, message) => {
		expect(classifyFailure({ status, message })).toBe(kind);
	});

	test.each<[FailureKind, number, string]>([
		['moderation', 403, 'The prompt contains sensitive words'],
		['balance', 403, 'Insufficient quota'],
		['unknownTask', 404, 'Task not found'],
	])('but a 403 or 404 may name its reason: %s: %d %s', (kind, status, message) => {
		expect(classifyFailure({ status, message })).toBe(kind);
	});

	test('and a machine code says more than both', () => {
		const response = { status: 403, message: 'The queue is full' };
		expect(classifyFailure({ ...response, errorType: 'insufficient_balance_error' })).toBe(
			'balance',
		);
	});
});

describe('words that a refusal repeats from the request say nothing', () => {
	const prompt =
		'A token of love, permission to land in the queue, full of banned prompts --ar 16:9';

	test.each([
		['in quotes', `Cannot parse "${prompt}"`],
		['in other quotes', `不能解析「${prompt}」`],
		['as they are', `Cannot parse ${prompt} at position 7`],
		['in another case and with other spaces', `cannot parse ${prompt.toUpperCase()}`],
		['cut off', `cannot parse ${prompt.slice(0, 40)}`],
		['more than once', `${prompt} is odd: ${prompt}`],
		['in part, in quotes', `The words 'queue, full' and "timeout" are odd`],
	])('%s', (_, message) => {
		const quoted = [`${prompt} timeout`];
		expect(classifyFailure({ status: 400, message, quoted })).toBe('refused');
	});

	test('and an apostrophe is no quotation mark', () => {
		const message = "You can't go on: the account's queue is full, so don't";
		expect(classifyFailure({ status: 400, message })).toBe('queueFull');
	});

	test('but a broken connection is one, in quotes as well, if the prompt does not have it', () => {
		const message = 'Failed: "fetch failed"';
		expect(classifyFailure({ status: 400, message, quoted: [prompt] })).toBe('upstream');
	});

	test('and a very short prompt is no reason to ignore a full queue', () => {
		const message = 'The queue is full';
		expect(classifyFailure({ status: 400, message, quoted: ['full', ''] })).toBe('queueFull');
	});
});
