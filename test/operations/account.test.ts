import type { IDataObject } from 'n8n-workflow';
import { only, useMidjourney } from '../support/midjourney';

const { emulator, run } = useMidjourney({ tileSize: 64 });

const admin = () => ({ credentials: emulator.credentials({ apiKey: emulator.keys.admin }) });

describe('the balance', () => {
	const getBalance = 'account.getBalance';

	test('is returned as tokens and as money', async () => {
		await emulator.account({ balance: 340_000, freeBalance: 2500.5 });
		expect(only(await run(getBalance)).json).toEqual({
			balanceTokens: 340_000,
			freeTokens: 2500.5,
			balanceUsd: 1.36,
			balanceCny: 10,
		});
	});

	test('is returned as received with Simplify off', async () => {
		await emulator.account({ balance: 340_000 });
		expect(only(await run(getBalance, { simplify: false })).json).toEqual({
			balance: '340000.00',
			free_balance: '0.00',
		});
	});

	test('needs an administrator key if the service requires one', async () => {
		await emulator.variants({ balanceKey: 'admin' });
		const { error } = await run(getBalance);
		expect(error?.message).toBe(
			'The API key lacks a permission: This call needs a key with administrator permission',
		);
		expect(error?.description).toContain('may need an administrator key');
		expect(only(await run(getBalance, {}, admin())).json.balanceTokens).toBe(50_000_000);
	});

	test('of a wrong key is an error, although the response is HTTP 200', async () => {
		const credentials = emulator.credentials({ apiKey: 'sk-wrong' });
		const { error } = await run(getBalance, {}, { credentials });
		expect(error?.message).toBe('OhMyGPT did not accept the API key: Invalid API key');
	});

	test('is retried after a rate limit of the service', async () => {
		await emulator.fault('getBalance', 'status-429', { times: 2 });
		await emulator.fault('getBalance', 'status-429', { retryAfter: 7 });
		expect(only(await run(getBalance)).json.balanceTokens).toBe(50_000_000);
		const times = (await emulator.log('getBalance')).map(({ time }) => Date.parse(time));
		expect(times).toHaveLength(4);
		expect((times[3] ?? 0) - (times[2] ?? 0)).toBeGreaterThanOrEqual(6900);
	});

	test.each([
		['for ever', { times: 50 }, 6],
		['for hours', { retryAfter: 7200 }, 1],
	])('is an error if the service rate-limits requests %s', async (_, details, requests) => {
		await emulator.fault('getBalance', 'status-429', details);
		const { error } = await run(getBalance);
		expect(error?.message).toMatch(/^OhMyGPT received too many requests: Too many requests/);
		expect((await emulator.stats()).requests).toEqual({ getBalance: requests });
	});
});

describe('the membership', () => {
	test.each([
		['regular', { vip_expire_date: null, premium_expire_date: null }],
		['vip', { vip_expire_date: expect.stringMatching(/Z$/), premium_expire_date: null }],
	])('%s: its dates have the names of the service', async (membership, dates) => {
		await emulator.account({ membership });
		expect(only(await run('account.getMembership', {}, admin())).json).toEqual(dates);
	});

	test('cannot be read with an ordinary key', async () => {
		const { error } = await run('account.getMembership');
		expect(error?.message).toContain('The API key lacks a permission');
	});
});

test('model rates: each entry of the list becomes an item', async () => {
	const { items } = await run('account.getModelRates');
	expect(items).toHaveLength(14);
	expect(items[0]?.json).toEqual({
		model: 'midjourney',
		type: 'FAST',
		action: 'IMAGINE',
		tokens: 14_000,
	});
	expect(items[13]?.pairedItem).toEqual({ item: 0 });
	expect((await emulator.log('getModelRates'))[0]?.method).toBe('GET');
});

describe('the cost', () => {
	const estimate = async (parameters: IDataObject, changes?: object) =>
		await run('account.estimateCost', parameters, changes);
	afterEach(async () => expect((await emulator.stats()).requestsTotal).toBe(0));

	test.each([
		['an Imagine', {}, 'FAST', 14_000],
		['an Imagine in Normal mode', { speed: 'NORMAL' }, 'FAST', 7000],
		['an upscale', { pricedAction: 'UPSCALE' }, 'NORMAL', 1750],
		['a re-roll, which repeats a grid', { pricedAction: '={{ "reroll" }}' }, 'FAST', 14_000],
		['several', { pricedAction: 'DESCRIBE', taskCount: 4 }, 'FAST', 14_000],
		['none', { taskCount: 0 }, 'FAST', 0],
	])('of %s', async (_, parameters, mode, costTokens) => {
		const credentials = emulator.credentials({ mode });
		const { json } = only(await estimate(parameters, { credentials }));
		expect(json).toMatchObject({ costTokens, costUsd: costTokens / 250_000 });
	});

	test('of all items is one item with the sum', async () => {
		const items = [1, 2, 3].map((count) => ({ json: { count } }));
		const { json } = only(await estimate({ taskCount: '={{ $json.count }}' }, { items }));
		expect(json).toEqual({ tasks: 6, costTokens: 84_000, costUsd: 0.336, costCny: 2.4706 });
	});

	test('of each item, by expressions, is an item for each', async () => {
		const items = [
			{ json: { action: 'IMAGINE', mode: 'FAST', count: 1 } },
			{ json: { action: 'UPSCALE', mode: 'NORMAL', count: 4 } },
		];
		const parameters = {
			pricedAction: '={{ $json.action }}',
			speed: '={{ $json.mode }}',
			taskCount: '={{ $json.count }}',
			returnTotal: false,
		};
		const result = await estimate(parameters, { items });
		expect(result.items.map(({ json }) => json)).toMatchObject([
			{ action: 'IMAGINE', mode: 'FAST', tasks: 1, costTokens: 14_000 },
			{ action: 'UPSCALE', mode: 'NORMAL', tasks: 4, costTokens: 7000 },
		]);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	test.each([
		[
			'an action without a price',
			{ pricedAction: '={{ "VIDEO" }}' },
			"no price for the action 'VIDEO'",
		],
		[
			'a number that is none',
			{ taskCount: '={{ "four" }}' },
			"'Tasks for Each Item' cannot be read",
		],
		['a number below zero', { taskCount: -1 }, "'Tasks for Each Item' cannot be read"],
	])('of %s is rejected, and not treated as zero', async (_, parameters, message) => {
		const items = [{ json: {} }, { json: {} }];
		const { error } = await estimate({ ...parameters, returnTotal: false }, { items });
		expect(error?.message).toContain(message);
	});

	test('of a bad item in a sum names the item', async () => {
		const items = [{ json: { count: 1 } }, { json: { count: 'many' } }];
		const { error } = await estimate({ taskCount: '={{ $json.count }}' }, { items });
		expect(error?.message).toBe("'Tasks for Each Item' cannot be read");
		expect(error?.description).toBe("It must be a whole number, 0 or more, and it is 'many'.");
		expect(error?.context?.itemIndex).toBe(1);
	});
});
