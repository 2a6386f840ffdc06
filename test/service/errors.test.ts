import type { INode } from 'n8n-workflow';
import { InputError } from '../../nodes/Midjourney/model/inputError';
import { texts } from '../../nodes/Midjourney/service/ohmygpt/facts/ohMyGptTexts';
import { toNodeError } from '../../nodes/Midjourney/output/itemError';
import { explain, ServiceError } from '../../nodes/Midjourney/service/errors';
import {
	isSafeToRepeat,
	isTransient,
	isUncertain,
	type FailureKind,
} from '../../nodes/Midjourney/service/failures';

const node: INode = {
	id: '1',
	name: 'Midjourney',
	type: 'n8n-nodes-midjourney.midjourney',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Every kind of failure, and what a client may do about it. */
const kinds: Readonly<Record<FailureKind, 'repeat' | 'check' | 'stop'>> = {
	unreachable: 'repeat',
	rateLimit: 'repeat',
	queueFull: 'repeat',
	unavailable: 'repeat',
	lost: 'check',
	server: 'check',
	upstream: 'check',
	gateway: 'check',
	unreadable: 'check',
	key: 'stop',
	permission: 'stop',
	balance: 'stop',
	moderation: 'stop',
	unknownTask: 'stop',
	wrongPool: 'stop',
	expiredButton: 'stop',
	tooLarge: 'stop',
	notFound: 'stop',
	gone: 'stop',
	refused: 'stop',
	unsupported: 'stop',
	cancelled: 'stop',
};

describe.each(Object.entries(kinds) as Array<[FailureKind, string]>)('after %s', (kind, then) => {
	const failure = { kind, message: 'message of the service' };

	test(`a creation is a case of "${then}"`, () => {
		expect(isSafeToRepeat(failure)).toBe(then === 'repeat');
		expect(isUncertain(failure)).toBe(then === 'check');
		expect(isTransient(failure)).toBe(then !== 'stop');
	});

	test('the user reads what happened, the message of the service, and what to do', () => {
		const { message, description } = explain(texts, failure);
		expect(message).toMatch(/^[A-Z].+: message of the service$/);
		expect(description).toMatch(/^[A-Z].+\.$/);
		expect(message + description).not.toMatch(/\b(error|problem|failure|mistake)s?\b/i);
	});
});

describe('an error about a call', () => {
	const failure = { kind: 'lost' as const, message: 'socket hang up ECONNRESET' };

	test('names the task, the item and the status', () => {
		const reason = new ServiceError(
			texts,
			{ kind: 'refused', message: 'Odd', status: 418 },
			{ taskId: '4711', task: { taskId: '4711' } },
		);
		const error = toNodeError(node, reason, 3);
		expect(error.message).toBe('OhMyGPT refused the request: Odd (task 4711)');
		expect(error).toMatchObject({ httpCode: '418' });
		expect(error.context).toMatchObject({
			itemIndex: 3,
			taskId: '4711',
			task: { taskId: '4711' },
		});
	});

	test('keeps its message although n8n has its own messages for network errors', () => {
		expect(toNodeError(node, new ServiceError(texts, failure), 0).message).toBe(
			'The connection to OhMyGPT broke before the response came: socket hang up ECONNRESET',
		);
	});

	test('has other advice if the caller passes one', () => {
		const reason = new ServiceError(texts, failure, {}, 'Read the list first.');
		expect(toNodeError(node, reason, 0).description).toBe('Read the list first.');
	});
});

test('an error without a call names the task and the item as well', () => {
	const reason = new InputError('The task has no buttons', 'Wait for it.', { taskId: '4711' });
	const error = toNodeError(node, reason, 2);
	expect(error.message).toBe('The task has no buttons (task 4711)');
	expect(error.description).toBe('Wait for it.');
	expect(error.context).toMatchObject({ itemIndex: 2, taskId: '4711' });
});
