import { networkFailure } from '../../nodes/Midjourney/service/client';

const withCode = (code: string, message = 'it broke') =>
	Object.assign(new Error(message), { code });

test.each([
	['a refused connection', 'ECONNREFUSED'],
	['an unknown host name', 'ENOTFOUND'],
	['a name server that does not respond', 'EAI_AGAIN'],
	['a host without a way to it', 'EHOSTUNREACH'],
	['a certificate that has expired', 'CERT_HAS_EXPIRED'],
	['a self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
	['a certificate for another host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('after %s nothing can have happened: it may be sent again', (_, code) => {
	expect(networkFailure(withCode(code))).toEqual({
		kind: 'unreachable',
		message: `it broke ${code}`,
	});
});

test.each([
	['a broken connection', 'ECONNRESET'],
	['a time-out', 'ECONNABORTED'],
	['a time-out of the socket', 'ETIMEDOUT'],
	['a pipe that broke while sending', 'EPIPE'],
	['an unknown code', 'EODD'],
])('after %s a task may exist: it is never just sent again', (_, code) => {
	expect(networkFailure(withCode(code)).kind).toBe('lost');
});

test('the code of the cause is used, and is in the message once', () => {
	const cause = withCode('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9');
	expect(networkFailure(new Error('connect ECONNREFUSED 127.0.0.1:9', { cause }))).toEqual({
		kind: 'unreachable',
		message: 'connect ECONNREFUSED 127.0.0.1:9',
	});
});

test('a cause that is its own cause ends all the same', () => {
	const error = withCode('ECONNRESET');
	error.cause = error;
	expect(networkFailure(error).kind).toBe('lost');
});

test('what was stopped is neither', () => {
	expect(networkFailure(withCode('ECONNRESET'), AbortSignal.abort()).kind).toBe('cancelled');
});

test.each([[undefined], [null], ['text'], [42], [{}]])('%j thrown is a lost response', (thrown) => {
	expect(networkFailure(thrown)).toEqual({ kind: 'lost', message: 'no response' });
});

test('a key in the message is removed', () => {
	const { message } = networkFailure(new Error('Bearer sk-abcdef123456 was refused'));
	expect(message).toBe('Bearer sk-*** was refused');
});
