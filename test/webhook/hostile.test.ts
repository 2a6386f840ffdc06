import { useWebServer } from '../support/pictures';
import { useSuspension } from '../support/suspension';
import { createForeignTask } from '../support/trigger';
import { webhookTargets } from './webhookTargets';

const suspension = useSuspension();
const { emulator } = suspension;
const attacker = useWebServer({});

/** Requests of the node to any server, since the given number of log entries. */
const requestsSince = async (since: number) => [
	...attacker.requested,
	...(await emulator.log()).slice(since).map(({ route }) => route),
];
const count = async () => (await emulator.log()).length;

describe.each(webhookTargets(suspension))('$name', ({ create }) => {
	it.each([
		{ label: 'no secret', query: () => ({}) },
		{ label: 'an empty secret', query: () => '' },
		{ label: 'a wrong secret', query: () => 'wrong' },
		{ label: 'the beginning of the secret', query: (secret: string) => secret.slice(0, -1) },
		{ label: 'the secret twice', query: (secret: string) => [secret, secret] },
		{ label: 'the secret in a list', query: (secret: string) => [secret] },
		{ label: 'the secret in an object', query: (secret: string) => ({ key: secret }) },
		{
			label: 'a secret that is too long',
			query: (secret: string) => secret + 'x'.repeat(100_000),
		},
	])('rejects a call with $label, and sends no request', async ({ query }) => {
		const { call, authQuery, authName, rejectedStatus, taskId } = await create();
		const value = query(String(authQuery[authName]));
		const before = await count();
		const body = { taskId, status: 'SUCCESS', imageDcUrl: attacker.urlOf('x.png') };
		const result = await call({ body, query: { ...authQuery, [authName]: value } });
		expect(result).toMatchObject({ status: rejectedStatus, outputs: undefined, logs: [] });
		expect(result.message).toMatch(/^(Unauthorized|Forbidden)$/);
		expect(await requestsSince(before)).toEqual([]);
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['a number that is no id', 7.5],
		['a text', 'SUCCESS'],
		['a list', [{ taskId: 1, status: 'SUCCESS' }]],
		['an empty object', {}],
		['a task without an id', { status: 'SUCCESS' }],
		['a task with an id of several words', { taskId: '12 ab', status: 'SUCCESS' }],
		['an id that is an object', { taskId: { $gt: 0 }, status: 'SUCCESS' }],
		['an id below zero', { taskId: -1, status: 'SUCCESS' }],
		['an envelope in an envelope', { data: { data: { taskId: 1 } } }],
		['a task behind a prototype', JSON.parse('{"__proto__":{"taskId":1,"status":"SUCCESS"}}')],
		['a constructor', JSON.parse('{"constructor":{"prototype":{"taskId":1}}}')],
	])('rejects %s, which is no task, and sends no request', async (_label, body) => {
		const { call, authQuery } = await create();
		const before = await count();
		expect(await call({ body, query: authQuery })).toMatchObject({
			status: 400,
			outputs: undefined,
		});
		expect(await requestsSince(before)).toEqual([]);
		expect(({} as { taskId?: unknown }).taskId).toBeUndefined();
	});

	it.each([
		['text/plain', 'taskId=1&status=SUCCESS'],
		['application/x-www-form-urlencoded', 'taskId=1&status=SUCCESS'],
		['multipart/form-data', undefined],
		['application/xml', '<task><taskId>1</taskId></task>'],
		['', '{"taskId":'],
	])('accepts nothing but JSON: %s', async (type, text) => {
		const { call, authQuery, taskId } = await create();
		const before = await count();
		const body = { taskId, status: 'SUCCESS' };
		const headers = { 'content-type': type };
		const result = await call({ body, text, query: authQuery, headers });
		expect(result).toMatchObject({ status: 400, outputs: undefined });
		expect(await requestsSince(before)).toEqual([]);
	});

	it('accepts no success that the service does not confirm, in any form', async () => {
		const { call, authQuery, taskId } = await create();
		const picture = attacker.urlOf('x.png');
		const invented = [4711, await createForeignTask(emulator)];
		for (const id of [taskId, ...invented]) {
			for (const body of [
				{ taskId: id, status: 'SUCCESS', progress: '100%', imageDcUrl: picture },
				{ statusCode: 200, data: { taskId: id, status: 'SUCCESS', imageS3Url: picture } },
				{ taskId: String(id), status: 'FAILURE', failReason: 'forged', webhookUrl: picture },
			]) {
				const { status, outputs } = await call({ body, query: authQuery });
				expect(outputs).toBeUndefined();
				expect([200, 400]).toContain(status);
			}
		}
		expect(attacker.requested).toEqual([]);
		expect((await emulator.stats()).requests).not.toHaveProperty('unknown');
	});

	it('handles a large or deeply nested body like any other', async () => {
		const { call, authQuery, taskId } = await create();
		const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown;
		for (const extra of ['x'.repeat(10_000_000), deep]) {
			const result = await call({ body: { taskId, status: 'SUCCESS', extra }, query: authQuery });
			expect(result).toMatchObject({ status: 200, outputs: undefined });
		}
	});
});
