import { proxyVariants, type ProxyVariant } from '../../emulator/proxy/variant';
import { until } from '../support/until';
import { dataUrl, webhookReceiver } from './client';
import { useProxy, type ProxyWireTask, type SubmitBody } from './proxyCalls';

/** What each variant does at the points where documents and programs contradict each other: P1 to P22. */
const proxy = useProxy();
const { arm, call, control, create, ended, fetchTask, finish, grid, inside, labelled, made } =
	proxy;
const { press, settings, submit, variant } = proxy;

const slow = () => settings({ speed: 1, durationSeconds: { min: 250, max: 250 } });
const at = (prefix: string, body: object = { prompt: 'a kite' }) =>
	call<SubmitBody>('POST', `/${prefix}/mj/submit/imagine`, body);
const single = async () => await ended((await press(await grid(), 'U1')).result);

describe('P1, P2: a speed in front of the path', () => {
	it.each([
		['base', 'mj-fast', 404, 'none'],
		['plus', 'mj-fast', 404, 'none'],
		['trueai', 'mj-turbo', 200, 1],
		['trueai', 'fast', 404, 'none'],
		['new-api', 'mj-relax', 200, 1],
		['new-api', 'fast', 200, 1],
		['one-hub', 'mj-relax', 200, 1],
		['one-hub', 'fast', 400, 4],
	] as const)(
		'%s answers to /%s/mj with status %i and code %s',
		async (name, prefix, status, code) => {
			await variant(name);
			const response = await at(prefix);
			expect([response.status, response.body?.code ?? 'none']).toEqual([status, code]);
			expect(await proxy.unexpected()).toBe(status === 404 ? 1 : 0);
		},
	);

	it.each([
		['trueai', 'RELAX'],
		['one-hub', 'RELAX'],
		['new-api', null],
	] as const)('%s runs a task of /mj-relax with the speed %s', async (name, mode) => {
		await variant(name);
		const { body } = await at('mj-relax');
		expect((await inside(body.result)).proxy.mode).toBe(mode);
	});

	it('one-hub runs a task without a prefix as fast, and drops the filter of the request', async () => {
		await variant('one-hub');
		const accountFilter = { modes: ['RELAX'] };
		const id = await create('imagine', { prompt: 'a kite', accountFilter });
		expect((await inside(id)).proxy.mode).toBe('FAST');
	});

	it('plus takes the speed from the filter of the request', async () => {
		const accountFilter = { modes: ['RELAX'] };
		const id = await create('imagine', { prompt: 'a kite', accountFilter });
		expect(await inside(id)).toMatchObject({ pool: 'NORMAL', proxy: { mode: 'RELAX' } });
	});

	it('trueai shows the speed of the result, the others do not', async () => {
		for (const name of proxyVariants) {
			await variant(name);
			expect((await grid()).mode).toBe(name === 'trueai' ? 'FAST' : undefined);
		}
	});
});

describe('P3: a key', () => {
	type Form = 'secret' | 'bearer' | 'raw' | 'both';
	const headers: Record<Form, (key: string) => Record<string, string>> = {
		secret: (key) => ({ 'mj-api-secret': key }),
		bearer: (key) => ({ authorization: `Bearer ${key}` }),
		raw: (key) => ({ authorization: key }),
		both: (key) => ({ authorization: `Bearer ${key}`, 'mj-api-secret': key }),
	};
	const accepted: Record<ProxyVariant, Form[]> = {
		base: ['secret', 'both'],
		plus: ['secret', 'both'],
		trueai: ['secret', 'raw'],
		'new-api': ['secret', 'bearer', 'raw', 'both'],
		'one-hub': ['secret', 'both'],
	};

	it.each(proxyVariants)(
		'is read at %s from the headers that it knows, in its own way',
		async (name) => {
			await variant(name);
			const found: string[] = [];
			for (const [form, headersOf] of Object.entries(headers)) {
				const sent = headersOf(proxy.emulator.keys.user);
				const { status } = await call('POST', '/mj/task/list-by-condition', { ids: [] }, sent);
				if (status === 200) found.push(form);
			}
			expect(found).toEqual(accepted[name]);
		},
	);

	it.each([
		['base', 401, ''],
		['plus', 401, ''],
		['trueai', 401, '未登录'],
		['new-api', 401, '{"error":{"message":"无效的令牌","type":"new_api_error"}}'],
		['one-hub', 401, '{"description":"无效的令牌","type":"one_hub_error","code":401}'],
	] as const)('that is wrong gets at %s status %i and the body %j', async (name, status, text) => {
		await variant(name);
		const wrong = { 'mj-api-secret': 'sk-wrong' };
		const response = await call('POST', '/mj/submit/imagine', { prompt: 'a kite' }, wrong);
		expect(response).toMatchObject({ status, text });
	});

	it('is missing at trueai: the text says so', async () => {
		await variant('trueai');
		const response = await call('POST', '/mj/task/list-by-condition', { ids: [] }, {});
		expect(response).toMatchObject({ status: 401, text: 'Authorization header missing.' });
	});

	it('that is disabled has at trueai a text of its own', async () => {
		await variant('trueai');
		await control('PUT', 'account', { isDisabled: true });
		const response = await call('POST', '/mj/task/list-by-condition', { ids: [] });
		expect(response).toMatchObject({ status: 403, text: '账号已禁用' });
	});

	it.each([
		['trueai', true],
		['new-api', false],
		['one-hub', false],
	] as const)('of another user reads a task at %s: %s', async (name, isShown) => {
		await variant(name);
		const id = await create('imagine', { prompt: 'a kite' });
		const other = { 'mj-api-secret': proxy.emulator.keys.otherAccount };
		const { status } = await call('GET', `/mj/task/${id}/fetch`, undefined, other);
		expect(status === 200).toBe(isShown);
	});
});

it('P4: a key that is limited to models may create at new-api, but not read', async () => {
	await variant('new-api');
	await control('PUT', 'account', { permissions: ['mj_imagine'] });
	const { body } = await submit('imagine', { prompt: 'a kite' });
	expect(body.code).toBe(1);
	const refused = { status: 403, body: { error: { type: 'new_api_error' } } };
	expect(await call('POST', '/mj/task/list-by-condition', { ids: [] })).toMatchObject(refused);
	expect(await submit('shorten', { prompt: 'a kite' })).toMatchObject(refused);
	await variant('one-hub');
	expect((await call('POST', '/mj/task/list-by-condition', { ids: [] })).status).toBe(200);
});

it('P5: ids are texts of digits; with the fault id-number they are numbers', async () => {
	const text = await submit('imagine', { prompt: 'a kite' });
	expect(text.body.result).toMatch(/^\d{16}$/);
	await arm('imagine', 'id-number');
	const { text: answer, body } = await submit('imagine', { prompt: 'a kite' });
	expect(answer).toMatch(/"result":\d{16}[,}]/);
	const { text: task } = await call('GET', `/mj/task/${body.result}/fetch`);
	expect(task).toMatch(/^\{"id":\d{16},/);
});

describe('P6: the action of a button', () => {
	const rows: Array<[string, string, string, string]> = [
		['U1 of a grid', 'UPSCALE', 'UPSCALE', 'UPSCALE'],
		['V1 of a grid', 'VARIATION', 'VARIATION', 'VARIATION'],
		['🔄 of a grid', 'REROLL', 'IMAGINE', 'REROLL'],
		['Vary (Strong) of a single', 'VARIATION', 'VARIATION', 'HIGH_VARIATION'],
		['Vary (Subtle) of a single', 'VARIATION', 'VARIATION', 'LOW_VARIATION'],
		['Zoom Out 2x of a single', 'ZOOM', 'ZOOM', 'ZOOM'],
		['⬅️ of a single', 'PAN', 'PAN', 'PAN'],
		['Upscale (Subtle) of a single', 'UPSCALE', 'UPSCALE_HD', 'UPSCALE'],
		['Vary (Region) of a single', 'VARIATION', 'VARIATION', 'INPAINT'],
		['Custom Zoom of a single', 'ZOOM', 'ZOOM', 'CUSTOM_ZOOM'],
	];

	it.each(rows)(
		'%s is %s at plus, %s at trueai, %s at new-api',
		async (button, plus, trueai, gateway) => {
			const [label = '', source] = button.split(' of a ');
			const seen: string[] = [];
			for (const name of ['plus', 'trueai', 'new-api'] as const) {
				await variant(name);
				const task = source === 'grid' ? await grid() : await single();
				seen.push((await fetchTask((await press(task, label)).result)).action);
			}
			expect(seen).toEqual([plus, trueai, gateway]);
		},
	);

	it('at new-api the record of the modal call is MODAL', async () => {
		await variant('new-api');
		const { result: taskId } = await press(await single(), 'Custom Zoom');
		await submit('modal', { taskId, prompt: 'a kite --zoom 1.5' });
		const { body } = await call<ProxyWireTask[]>('POST', '/mj/task/list-by-condition', {
			ids: [taskId],
		});
		expect(body.map(({ action }) => action)).toEqual(['CUSTOM_ZOOM', 'MODAL']);
	});
});

it.each([
	['base', '/imagine a red kite'],
	['plus', '/imagine a red kite'],
	['trueai', '/imagine a red kite'],
	['new-api', 'Submit success'],
	['one-hub', 'Submit success'],
] as const)('P7: the description of a task at %s is "%s"', async (name, description) => {
	await variant(name);
	expect((await grid()).description).toBe(description);
});

it('P8: base has no buttons and no action; U1 comes by change', async () => {
	await variant('base');
	const source = await grid();
	expect(Object.keys(source)).not.toContain('buttons');
	expect((await submit('action', { taskId: source.id, customId: 'x' })).status).toBe(404);
	const task = await made('change', { taskId: source.id, action: 'UPSCALE', index: 1 });
	expect(task).toMatchObject({
		status: 'SUCCESS',
		action: 'UPSCALE',
		description: `/up ${source.id} U1`,
	});
});

describe('P9: change and simple change', () => {
	it.each([
		['base', 1],
		['plus', 1],
		['trueai', 'none'],
		['new-api', 1],
		['one-hub', 1],
	] as const)('%s answers to a change with code %s', async (name, code) => {
		await variant(name);
		const { id } = await grid();
		const { body } = await submit('change', { taskId: id, action: 'VARIATION', index: 2 });
		expect(body?.code ?? 'none').toBe(code);
	});

	it.each([
		['base', { code: 1 }],
		['plus', { code: 1 }],
		['trueai', undefined],
		['new-api', { description: 'task_id_is_required ', type: 'upstream_error', code: 4 }],
	] as const)('%s answers to a simple change with %j', async (name, expected) => {
		await variant(name);
		const { id } = await grid();
		const { body } = await submit('simple-change', { content: `${id} U2` });
		if (expected) expect(body).toMatchObject(expected);
		else expect(body).toBeUndefined();
	});

	it.each([
		['base', 0, 4],
		['base', 5, 4],
		['base', 1, 1],
		['base', undefined, 1],
		['new-api', undefined, 4],
		['new-api', 1, 1],
	] as const)('%s takes a re-roll with the index %s: code %i', async (name, index, code) => {
		await variant(name);
		const { id } = await grid();
		expect((await submit('change', { taskId: id, action: 'REROLL', index })).body.code).toBe(code);
	});

	it.each([
		['of a single picture', async () => (await single()).id, { action: 'UPSCALE', index: 1 }, 4],
		[
			'of a task that does not exist',
			async () => '1790000000000001',
			{ action: 'UPSCALE', index: 1 },
			3,
		],
		['with another action', async () => (await grid()).id, { action: 'PAN', index: 1 }, 4],
	])('a change %s is refused', async (_what, idOf, change, code) => {
		const taskId = await idOf();
		expect((await submit('change', { taskId, ...change })).body).toMatchObject({
			code,
			result: null,
		});
	});
});

it('P10: gateways refuse buttons that they cannot name', async () => {
	for (const name of ['new-api', 'one-hub'] as const) {
		await variant(name);
		const source = await made('describe', { base64: await dataUrl('red') });
		const customId = labelled(source, '1️⃣');
		const response = await submit('action', { taskId: source.id, customId });
		expect(response).toMatchObject({ status: 400, body: { code: 4 } });
		expect(response.body.description.trim()).toBe(`unknown_action:${customId}`);
	}
});

it('P11: trueai turns away the buttons of a shorten task and the bookmark', async () => {
	await variant('trueai');
	const shortened = await made('shorten', { prompt: 'a very red kite' });
	expect(await press(shortened, '1️⃣')).toMatchObject({ code: 4, result: null });
	expect(await press(await single(), '❤️')).toMatchObject({ code: 4, result: null });
});

describe('P12: a gateway', () => {
	it.each([
		['V1', 1],
		['Custom Zoom', 21],
		['Vary (Region)', 21],
	])('answers to the dialog of %s with code %i; the task rests as MODAL', async (label, code) => {
		await variant('new-api');
		const source = label === 'V1' ? await grid() : await single();
		await settings({ proxyRemix: true });
		const answer = await press(source, label);
		expect(answer).toMatchObject({ code, description: 'Waiting for window confirm' });
		await until('a poll', async () => (await fetchTask(answer.result)).status === 'MODAL');
		expect(
			(await submit('modal', { taskId: answer.result, maskBase64: await dataUrl('white') })).body
				.code,
		).toBe(1);
		expect(await ended(answer.result)).toMatchObject({ status: 'SUCCESS' });
	});

	it('is imitated for other variants by the fault modal-hidden', async () => {
		const source = await single();
		await arm('runAction', 'modal-hidden');
		const answer = await press(source, 'Custom Zoom');
		expect(answer.code).toBe(1);
		expect(await fetchTask(answer.result)).toMatchObject({ status: 'MODAL' });
	});
});

it('P13: code 21 is a dialog, or with the fault exists the task of an earlier press', async () => {
	await variant('base');
	const { id: taskId } = await grid();
	const change = () => submit('change', { taskId, action: 'UPSCALE', index: 1 });
	const first = await ended((await change()).body.result);
	expect((await change()).body.code).toBe(1);
	await arm('change', 'exists');
	expect((await change()).body).toMatchObject({
		code: 21,
		result: first.id,
		properties: { status: 'SUCCESS', imageUrl: expect.stringContaining('/attachments/') },
	});
	expect(await control('GET', 'stats')).toMatchObject({ tasksCreated: 3 });
});

it('P14: a gateway without an answer of its server sends 400 with code 5, and the task exists without a record', async () => {
	await variant('new-api');
	await arm('imagine', 'gateway-timeout');
	const response = await submit('imagine', { prompt: 'a kite', state: 'mine' });
	expect(response).toMatchObject({
		status: 400,
		body: { description: 'do_request_failed ', type: 'upstream_error', code: 5 },
	});
	const { tasks } = await control<{ tasks: Array<{ taskId: number }> }>('GET', 'tasks');
	expect(tasks).toHaveLength(1);
	const { status } = await call('GET', `/mj/task/${tasks[0]?.taskId}/fetch`);
	expect(status).toBe(400);
});

it.each([
	['base', 23],
	['plus', 23],
	['trueai', 3],
	['new-api', 23],
	['one-hub', 23],
] as const)('P15: a full queue at %s has code %i', async (name, code) => {
	await variant(name);
	await slow();
	for (let n = 0; n < 13; n += 1) await create('imagine', { prompt: `kite ${n}` });
	const { body } = await submit('imagine', { prompt: 'a kite' });
	expect(body).toMatchObject({ code, result: null });
});

it('P15: trueai answers with code 9 where only the account of the source can be used', async () => {
	await variant('trueai');
	const source = await grid();
	await slow();
	for (let n = 0; n < 13; n += 1) await create('imagine', { prompt: `kite ${n}` });
	expect(await press(source, 'U1')).toMatchObject({
		code: 9,
		description: '提交失败，队列已满，请稍后重试',
	});
	await control('POST', 'reset', { proxyVariant: 'trueai' });
	await arm('runAction', 'queue-full');
	expect(await press(await grid(), 'U1')).toMatchObject({ code: 9 });
});

it.each([
	['base', 24],
	['plus', 24],
	['new-api', 24],
	['trueai', 1],
] as const)('P16: a banned word gets at %s code %i', async (name, code) => {
	await variant(name);
	const { body } = await submit('imagine', { prompt: 'gore, a lot of it' });
	expect(body.code).toBe(code);
	if (code === 24) {
		expect(body.properties).toMatchObject({ bannedWord: 'gore', promptEn: 'gore, a lot of it' });
		return;
	}
	expect(await ended(body.result)).toMatchObject({
		status: 'FAILURE',
		failReason: '可能包含敏感词',
	});
});

it('P17: trueai has one body for a limit at imagine, and another one elsewhere', async () => {
	await variant('trueai');
	await arm('imagine', 'user-limit');
	expect(await submit('imagine', { prompt: 'a kite' })).toMatchObject({
		status: 200,
		body: { code: 4, description: '并发数已达上限' },
	});
	await arm('shorten', 'user-limit');
	expect(await submit('shorten', { prompt: 'a kite' })).toMatchObject({
		status: 200,
		body: { success: false, message: '并发数已达上限', timestamp: expect.any(Number) },
	});
});

it.each([
	['plus', 3, null],
	['new-api', 3, null],
	['one-hub', 1, 'RELAX'],
] as const)(
	'P18: without an account for fast %s answers with code %i',
	async (name, code, mode) => {
		await variant(name);
		await arm('imagine', 'no-account');
		const { body } = await submit('imagine', { prompt: 'a kite' });
		expect(body.code).toBe(code);
		if (mode) expect((await inside(body.result)).proxy.mode).toBe(mode);
		expect(await control('GET', 'stats')).toMatchObject({ tasksCreated: mode ? 1 : 0 });
	},
);

it.each([
	['plus', true],
	['trueai', true],
	['new-api', false],
	['one-hub', false],
] as const)(
	'P19: the prompt of a task at %s has the addresses of pictures: %s',
	async (name, hasAddress) => {
		await variant(name);
		const { prompt } = await made('imagine', {
			prompt: 'a kite',
			base64Array: [await dataUrl('red')],
		});
		expect(prompt !== 'a kite').toBe(hasAddress);
		expect(prompt.endsWith('a kite')).toBe(true);
	},
);

describe('P20: a seed at trueai', () => {
	it('of the server is in the prompt while the task runs, and removed on success', async () => {
		await variant('trueai');
		await slow();
		const id = await create('imagine', { prompt: 'a kite' });
		expect((await fetchTask(id)).promptEn).toMatch(/^a kite --seed \d+$/);
		await finish(id);
		expect(await fetchTask(id)).toMatchObject({
			prompt: 'a kite',
			promptEn: 'a kite',
			seed: expect.stringMatching(/^\d+$/),
		});
	});

	it('of the client stays', async () => {
		await variant('trueai');
		expect(await grid('a kite --seed 5')).toMatchObject({
			prompt: 'a kite --seed 5',
			promptEn: 'a kite --seed 5',
			seed: '5',
		});
	});
});

it('P21: a task that needed a modal call stands still at a gateway until after its end', async () => {
	await variant('new-api');
	const { result: taskId } = await press(await single(), 'Custom Zoom');
	await until('a poll', async () => (await fetchTask(taskId)).status === 'MODAL');
	await submit('modal', { taskId, prompt: 'a kite --zoom 2' });
	const records = async () => {
		const list = '/mj/task/list-by-condition';
		const { body } = await call<ProxyWireTask[]>('POST', list, { ids: [taskId] });
		return body.map(({ status }) => status);
	};
	await until('the second record ends', async () => (await records())[1] === 'SUCCESS');
	const seen = await until('the first one ends', async () => {
		const statuses = await records();
		return statuses[0] !== 'MODAL' && statuses;
	});
	expect(seen).toEqual(['SUCCESS', 'SUCCESS']);
});

it('P22: the list of trueai has the newest 100 of the server, that of base has all', async () => {
	await settings({ proxyTasksAtOnce: 200 });
	for (let n = 0; n < 101; n += 1) await create('imagine', { prompt: `kite ${n}` });
	const list = async (name: ProxyVariant) => {
		await variant(name);
		return (await call<ProxyWireTask[]>('GET', '/mj/task/list')).body.map(({ prompt }) => prompt);
	};
	expect(await list('base')).toHaveLength(101);
	const newest = await list('trueai');
	expect(newest).toHaveLength(100);
	expect([newest[0], newest[99]]).toEqual(['kite 100', 'kite 1']);
});

it.each(['new-api', 'one-hub'] as const)(
	'%s has no list: its web page comes with status 200, and the request counts as unknown',
	async (name) => {
		await variant(name);
		const { status, text } = await call('GET', '/mj/task/list');
		expect([status, text.slice(0, 15)]).toEqual([200, '<!doctype html>']);
		expect((await call('POST', '/mj/task/query', {})).text).toContain('<html');
		expect(await proxy.unexpected()).toBe(2);
	},
);

describe('a gateway', () => {
	it.each(['new-api', 'one-hub'] as const)(
		'%s shows an empty status, zeros and the text of the request until its first poll',
		async (name) => {
			await variant(name);
			await slow();
			const id = await create('imagine', { prompt: 'a kite', state: 'mine' });
			expect(await fetchTask(id)).toMatchObject({
				id,
				action: 'IMAGINE',
				status: '',
				progress: '0%',
				prompt: 'a kite',
				state: '',
				startTime: 0,
				finishTime: 0,
				imageUrl: '',
				failReason: '',
				buttons: null,
			});
		},
	);

	it.each([
		['new-api', /\/mj\/image\/\d+$/],
		['one-hub', /\/attachments\/.*\?ex=/],
	] as const)(
		'%s shows after the end state, buttons, two properties and its picture',
		async (name, url) => {
			await variant(name);
			const task = await made('imagine', { prompt: 'a kite', state: 'mine' });
			expect(task).toMatchObject({ status: 'SUCCESS', progress: '100%', state: 'mine' });
			expect(Object.keys(task.properties ?? {})).toEqual(['finalPrompt', 'finalZhPrompt']);
			expect(task.buttons?.[0]).toMatchObject({ label: 'U1', type: 2 });
			expect(task.imageUrl).toMatch(url);
			expect((await proxy.pixels(task.imageUrl)).width).toBeGreaterThan(64);
			const query = new URLSearchParams({ url: task.imageUrl, w: '32' });
			expect((await proxy.pixels(`/wsrv?${query.toString()}`)).width).toBe(32);
		},
	);

	it('refreshes its records only every 15 seconds, divided by the speed', async () => {
		await variant('new-api');
		await settings({ speed: 60, durationSeconds: { min: 60, max: 60 } });
		const id = await create('imagine', { prompt: 'a kite' });
		const seen = new Set<string>();
		await until('the end', async () => {
			const { status, progress } = await fetchTask(id);
			seen.add(`${status} ${progress}`);
			return status === 'SUCCESS';
		});
		expect(seen.size).toBeLessThanOrEqual(7);
	});

	it('adds a random number to the address of a preview', async () => {
		await variant('new-api');
		await settings({ speed: 20, durationSeconds: { min: 60, max: 60 } });
		const id = await create('imagine', { prompt: 'a kite' });
		const url = await until('a preview', async () => (await fetchTask(id)).imageUrl);
		expect(url).toMatch(/\/mj\/image\/\d+\?rand=\d+$/);
		expect((await proxy.send('GET', url)).headers['content-type']).toBe('image/webp');
	});

	it('deletes the callback and hides the queue', async () => {
		const receiver = await webhookReceiver();
		await variant('one-hub');
		await settings({ proxyTasksAtOnce: 1 });
		const codes = [];
		for (const prompt of ['one', 'two', 'three']) {
			const { body } = await submit('imagine', { prompt, notifyHook: receiver.url });
			codes.push(body.code);
			await ended(body.result);
		}
		await slow();
		for (const prompt of ['one', 'two'])
			codes.push((await submit('imagine', { prompt })).body.code);
		expect(codes).toEqual([1, 1, 1, 1, 1]);
		expect(receiver.bodies).toEqual([]);
		receiver.stop();
	});

	it('takes a price, and refuses a creation that the balance does not cover', async () => {
		await variant('new-api');
		await grid();
		expect(await control('GET', 'stats')).toMatchObject({ tokensCharged: 20_000 });
		await control('PUT', 'account', { balance: 10_000 });
		expect(await submit('imagine', { prompt: 'a kite' })).toMatchObject({
			status: 400,
			body: { description: 'quota_not_enough ', code: 4 },
		});
		await control('PUT', 'account', { balance: 50_000 });
		await slow();
		const codes = [];
		for (let n = 0; n < 3; n += 1)
			codes.push((await submit('imagine', { prompt: 'a kite' })).body.code);
		expect(codes).toEqual([1, 1, 4]);
	});

	it.each([
		['an empty prompt', 'imagine', {}, 'prompt_is_required'],
		['no task', 'action', { customId: 'MJ::JOB::upsample::1::x' }, 'task_id_is_required'],
		['no button', 'action', { taskId: '1' }, 'custom_id_is_required'],
		[
			'an unknown task',
			'action',
			{ taskId: '1', customId: 'MJ::JOB::upsample::1::x' },
			'task_not_found',
		],
		['a modal call for an unknown task', 'modal', { taskId: '1' }, 'task_not_found'],
	])('refuses %s itself, with status 400', async (_what, path, body, description) => {
		await variant('new-api');
		expect(await submit(path, body)).toMatchObject({
			status: 400,
			body: { description: `${description} `, type: 'upstream_error', code: 4 },
		});
	});

	it('refuses a button of a task that its record does not show as finished', async () => {
		await variant('new-api');
		await slow();
		const id = await create('imagine', { prompt: 'a kite' });
		await finish(id);
		const body = { taskId: id, customId: 'MJ::JOB::upsample::1::x' };
		expect((await submit('action', body)).body.description).toBe('task_status_not_success ');
	});

	it('passes refusals of the server on as they came', async () => {
		await variant('new-api');
		const response = await submit('describe', { base64: 'no picture' });
		expect(response).toMatchObject({
			status: 200,
			body: { code: 4, description: 'base64格式错误' },
		});
	});

	it('gives a task up after an hour', async () => {
		await variant('new-api');
		const source = await grid();
		await settings({ proxyRemix: true, speed: 20_000 });
		const { result } = await press(source, 'V1');
		expect(await ended(result)).toMatchObject({
			status: 'FAILURE',
			progress: '100%',
			failReason: '上游任务超时（超过1小时）',
		});
	});
});
