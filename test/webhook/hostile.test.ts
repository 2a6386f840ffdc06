import { useWebServer } from '../support/pictures';
import { useSuspension } from '../support/suspension';
import { foreignTask } from '../support/trigger';
import { doorsOf } from './doors';

const suspension = useSuspension();
const { emulator } = suspension;
const attacker = useWebServer({});

/** Requests of the node to anybody, the emulator's control and the attempts of a test set aside. */
const asked = async (since: number) => [
	...attacker.asked,
	...(await emulator.log()).slice(since).map(({ route }) => route),
];
const count = async () => (await emulator.log()).length;

describe.each(doorsOf(suspension))('$name', ({ open }) => {
	it.each([
		{ label: 'no key', query: () => ({}) },
		{ label: 'an empty key', query: () => '' },
		{ label: 'a wrong key', query: () => 'wrong' },
		{ label: 'the beginning of the key', query: (key: string) => key.slice(0, -1) },
		{ label: 'the key twice', query: (key: string) => [key, key] },
		{ label: 'the key in a list', query: (key: string) => [key] },
		{ label: 'the key in an object', query: (key: string) => ({ key }) },
		{ label: 'a key that is too long', query: (key: string) => key + 'x'.repeat(100_000) },
	])('turns away who comes with $label, and asks nobody', async ({ query }) => {
		const { call, key, keyName, noKey, taskId } = await open();
		const value = query(String(key[keyName]));
		const before = await count();
		const body = { taskId, status: 'SUCCESS', imageDcUrl: attacker.address('x.png') };
		const heard = await call({ body, query: { ...key, [keyName]: value } });
		expect(heard).toMatchObject({ status: noKey, outputs: undefined, logs: [] });
		expect(heard.message).toMatch(/^(Unauthorized|Forbidden)$/);
		expect(await asked(before)).toEqual([]);
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['a number', 7],
		['a text', 'SUCCESS'],
		['a list', [{ taskId: 1, status: 'SUCCESS' }]],
		['an empty object', {}],
		['a task without an id', { status: 'SUCCESS' }],
		['a task with half an id', { taskId: '12ab', status: 'SUCCESS' }],
		['an id that is an object', { taskId: { $gt: 0 }, status: 'SUCCESS' }],
		['an id below zero', { taskId: -1, status: 'SUCCESS' }],
		['an envelope in an envelope', { data: { data: { taskId: 1 } } }],
		['a task behind a prototype', JSON.parse('{"__proto__":{"taskId":1,"status":"SUCCESS"}}')],
		['a constructor', JSON.parse('{"constructor":{"prototype":{"taskId":1}}}')],
	])('calls %s no task, and asks nobody', async (_label, body) => {
		const { call, key } = await open();
		const before = await count();
		expect(await call({ body, query: key })).toMatchObject({ status: 400, outputs: undefined });
		expect(await asked(before)).toEqual([]);
		expect(({} as { taskId?: unknown }).taskId).toBeUndefined();
	});

	it.each([
		'text/plain',
		'application/x-www-form-urlencoded',
		'multipart/form-data',
		'text/json',
		'',
	])('takes a task as JSON only: %s', async (type) => {
		const { call, key, taskId } = await open();
		const body = { taskId, status: 'SUCCESS' };
		const heard = await call({ body, query: key, headers: { 'content-type': type } });
		expect(heard).toMatchObject({ status: 400, outputs: undefined });
	});

	it('believes no success that the service does not know of, however it is dressed up', async () => {
		const { call, key, taskId } = await open();
		const picture = attacker.address('x.png');
		const invented = [4711, await foreignTask(emulator)];
		for (const id of [taskId, ...invented]) {
			for (const body of [
				{ taskId: id, status: 'SUCCESS', progress: '100%', imageDcUrl: picture },
				{ statusCode: 200, data: { taskId: id, status: 'SUCCESS', imageS3Url: picture } },
				{ taskId: String(id), status: 'FAILURE', failReason: 'forged', webhookUrl: picture },
			]) {
				const { status, outputs } = await call({ body, query: key });
				expect(outputs).toBeUndefined();
				expect([200, 400]).toContain(status);
			}
		}
		expect(attacker.asked).toEqual([]);
		expect((await emulator.stats()).requests).not.toHaveProperty('unknown');
	});

	it('takes a body that is large or deep like any other', async () => {
		const { call, key, taskId } = await open();
		const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown;
		for (const extra of ['x'.repeat(10_000_000), deep]) {
			const heard = await call({ body: { taskId, status: 'SUCCESS', extra }, query: key });
			expect(heard).toMatchObject({ status: 200, outputs: undefined });
		}
	});
});
