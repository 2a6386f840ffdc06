import { unfinishedTasks } from '../../nodes/Midjourney/service/ohmygpt/facts/accountLimits';
import { prices } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import { dataUrl, useService } from './client';

const service = useService();
const { mj, create, run, control, finished, press } = service;
const balance = async () =>
	Number((await service.post<{ balance: string }>('/api/v1/user/admin/balance', {})).data.balance);

describe('the queue', () => {
	it.each(Object.entries(unfinishedTasks))(
		'of a %s account accepts at most %i unfinished tasks',
		async (membership, limit) => {
			await control('PUT', 'account', { membership });
			await control('PUT', 'settings', { speed: 1 });
			for (let n = 0; n < limit; n += 1) await create('imagine', { prompt: 'a kite' });
			const response = await mj('imagine', { prompt: 'one too many' });
			expect(response).toMatchObject({ statusCode: 400, data: null });
			expect(response.message).toContain(`${limit} unfinished tasks`);
			expect(await control('GET', 'stats')).toMatchObject({ peakUnfinished: limit });
		},
	);

	it('accepts a task again as soon as another one has ended', async () => {
		await control('PUT', 'settings', { speed: 1 });
		const [first] = [
			await create('imagine', { prompt: '1' }),
			await create('imagine', { prompt: '2' }),
		];
		await create('imagine', { prompt: '3' });
		expect((await mj('imagine', { prompt: '4' })).statusCode).toBe(400);
		await control('POST', `tasks/${first}/finish`);
		expect((await mj('imagine', { prompt: '4' })).statusCode).toBe(200);
	});
});

describe('charging', () => {
	it.each(['FAST', 'NORMAL'] as const)(
		'uses the documented prices of the %s pool on success',
		async (type) => {
			const before = await balance();
			const grid = await run('imagine', { prompt: 'a kite --ar 3:2', type });
			const single = await press(grid, 'U3');
			const picture = await dataUrl('teal');
			await press(grid, 'V1');
			await press(single, 'Zoom Out 2x');
			await press(single, '⬅️');
			await run('describe', { base64: picture, type });
			await run('blend', { base64Array: [picture, picture], type });
			const table = prices[type];
			const expected = Object.values(table).reduce((sum, price) => sum + price, 0);
			expect(before - (await balance())).toBe(expected);
			expect(await control('GET', 'stats')).toMatchObject({
				tokensCharged: expected,
				tasksCreated: 7,
			});
		},
	);

	it('is free for a task that fails', async () => {
		await control('POST', 'faults', {
			route: 'imagine',
			fault: 'task-fails',
			failReason: 'no luck',
		});
		expect(await run('imagine', { prompt: 'a kite' })).toMatchObject({
			status: 'FAILURE',
			failReason: 'no luck',
		});
		expect(await balance()).toBe(50_000_000);
	});

	it('rejects a task if the balance does not cover it together with the unfinished tasks', async () => {
		await control('PUT', 'account', { balance: 20_000 });
		await create('imagine', { prompt: 'paid' });
		expect(await mj('imagine', { prompt: 'not paid' })).toEqual({
			statusCode: 402,
			errorType: 'insufficient_balance_error',
			message: 'Balance too low',
			data: null,
		});
	});

	it('uses the free tokens of the day first', async () => {
		await control('PUT', 'account', { freeBalance: 10_000 });
		await run('imagine', { prompt: 'a kite' });
		const { data } = await service.post('/api/v1/user/admin/balance', {});
		expect(data).toEqual({ balance: '49996000.00', free_balance: '0.00' });
	});

	it('rejects a task above the limit of the key', async () => {
		await control('PUT', 'account', { maxFee: 14_000 });
		await run('imagine', { prompt: 'a kite' });
		expect(await mj('imagine', { prompt: 'another' })).toMatchObject({ statusCode: 402 });
	});
});

describe('a key', () => {
	it.each([
		['that does not exist', {}, 'sk-unknown', 401],
		['without the Midjourney permission', { permissions: ['gpt-4o-mini'] }, undefined, 403],
		['that is disabled', { isDisabled: true }, undefined, 401],
		['that has expired', { expiredAt: '2020-01-01T00:00:00.000Z' }, undefined, 401],
	])('%s is rejected inside HTTP 200', async (_label, change, key, statusCode) => {
		await control('PUT', 'account', change);
		const response = await service.postRaw(
			'/api/v1/ai/draw/mj/query-mj-tasks?page=1',
			{ model: 'midjourney' },
			key,
		);
		expect(response.status).toBe(200);
		expect(JSON.parse(response.bytes.toString())).toMatchObject({ statusCode, data: null });
	});

	it('of another account cannot read the tasks of this account', async () => {
		const id = await create('imagine', { prompt: 'mine' });
		const { otherAccount } = service.emulator.keys;
		expect(await mj('query', { taskId: id }, otherAccount)).toMatchObject({ statusCode: 400 });
		expect(await mj('query-mj-tasks?page=1', {}, otherAccount)).toMatchObject({
			data: { total: 0 },
		});
		await finished(id);
	});
});

describe('bad input', () => {
	it.each([
		['no model', 'imagine', { model: undefined, prompt: 'a' }, 'model'],
		['another model', 'imagine', { model: 'dall-e-3', prompt: 'a' }, 'model'],
		['no prompt', 'imagine', {}, 'prompt'],
		['an empty prompt', 'imagine', { prompt: '  ' }, 'prompt'],
		['an unknown pool', 'imagine', { prompt: 'a', type: 'TURBO' }, 'type'],
		['a webhook that is not a URL', 'imagine', { prompt: 'a', webhook: 'nowhere' }, 'webhook'],
		[
			'a reference that is not a picture',
			'imagine',
			{ prompt: 'a', base64Array: ['data:image/png;base64,aGVsbG8='] },
			'base64Array',
		],
		[
			'a reference that is not base64',
			'imagine',
			{ prompt: 'a', base64Array: ['#!?'] },
			'base64Array',
		],
		['one picture to blend', 'blend', { base64Array: ['x'] }, '2 to 5'],
		['no picture to describe', 'describe', {}, 'base64'],
		['an unknown task', 'query', { taskId: '1' }, 'not found'],
		['a task id that is not a number', 'query', { taskId: 'abc' }, 'taskId'],
		['a button of an unknown task', 'action', { taskId: '1', customId: 'MJ::x' }, 'not found'],
	])('%s is rejected, and no task is created', async (_label, route, body, text) => {
		const response = await mj(route, body);
		expect(response).toMatchObject({ statusCode: 400, data: null });
		expect(response.message).toContain(text);
		expect(await control('GET', 'stats')).toMatchObject({ tasksCreated: 0 });
	});

	it('a body that is not JSON is rejected', async () => {
		const { status, bytes } = await service.send('POST', '/api/v1/ai/draw/mj/imagine', {
			headers: {
				authorization: `Bearer ${service.emulator.keys.user}`,
				'content-type': 'application/json',
			},
			body: '{"model":',
		});
		expect(status).toBe(200);
		expect(JSON.parse(bytes.toString())).toMatchObject({ statusCode: 400 });
	});

	it('a request to an unknown endpoint returns 404 and is counted', async () => {
		expect((await service.send('POST', '/api/v1/ai/draw/mj/shorten')).status).toBe(404);
		expect(await control('GET', 'stats')).toMatchObject({ unexpected: 1 });
	});
});
