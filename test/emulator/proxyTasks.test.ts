import { proxyVariants } from '../../emulator/proxy/variant';
import { until } from '../support/until';
import { dataUrl, webhookReceiver } from './client';
import { useProxy, type ProxyWireTask } from './proxyCalls';

const proxy = useProxy();
const { call, create, ended, fetchTask, finish, grid, inside, labelled, made, press, settings } =
	proxy;
const { submit, variant, control } = proxy;

/** Nothing ends by itself. */
const slow = () => settings({ speed: 1, durationSeconds: { min: 250, max: 250 } });

describe('a finished task', () => {
	it('has the fields of plus, with the state of the request and buttons', async () => {
		const task = await made('imagine', { prompt: 'a red kite --ar 3:2', state: 'mine' });
		expect(task).toMatchObject({
			id: expect.stringMatching(/^\d{16}$/),
			action: 'IMAGINE',
			status: 'SUCCESS',
			progress: '100%',
			prompt: 'a red kite --ar 3:2',
			promptEn: 'a red kite --ar 3:2',
			description: '/imagine a red kite --ar 3:2',
			state: 'mine',
			submitTime: expect.any(Number),
			startTime: expect.any(Number),
			finishTime: expect.any(Number),
			imageUrl: expect.stringMatching(/^http:.*\.png\?ex=/),
			failReason: null,
			botType: 'MID_JOURNEY',
		});
		expect(task.properties).toMatchObject({ finalPrompt: 'a red kite --ar 3:2' });
		expect(task.buttons?.map(({ label, emoji }) => label || emoji)).toEqual([
			...['U1', 'U2', 'U3', 'U4', '🔄', 'V1', 'V2', 'V3', 'V4'],
		]);
		expect(task.buttons?.[0]).toMatchObject({ type: 2, style: 2 });
		expect((await proxy.pixels(task.imageUrl)).width).toBeGreaterThan(64);
	});

	it('has at trueai also the speed, four pictures and the seed', async () => {
		await variant('trueai');
		const task = await grid();
		expect(task).toMatchObject({ mode: 'FAST', seed: expect.stringMatching(/^\d+$/) });
		expect(task.imageUrls).toHaveLength(4);
		const whole = await proxy.pixels(task.imageUrl);
		const single = await proxy.pixels(task.imageUrls?.[3]?.url ?? '');
		expect([single.width * 2, single.height * 2]).toEqual([whole.width, whole.height]);
		expect((await proxy.pixels(task.imageUrls?.[3]?.thumbnail ?? '')).width).toBe(single.width);
	});

	it('is a task of the same world as those of OhMyGPT, but not in their list', async () => {
		const task = await grid();
		const { tasks } = await control<{ tasks: Array<{ taskId: number }> }>('GET', 'tasks');
		expect(tasks.map(({ taskId }) => String(taskId))).toEqual([task.id]);
		expect(await inside(task.id)).toMatchObject({ status: 'SUCCESS', cost: 0 });
		const list = await proxy.mj<{ tasks: unknown[] }>('query-mj-tasks?page=1', {});
		expect(list.data.tasks).toEqual([]);
		const { bytes } = await proxy.send('GET', '/');
		expect(bytes.toString()).toContain(task.id);
	});
});

it('a task that has not begun has no progress, times and picture', async () => {
	await slow();
	expect(await fetchTask(await create('imagine', { prompt: 'a kite' }))).toMatchObject({
		status: 'NOT_START',
		progress: null,
		startTime: null,
		finishTime: null,
		imageUrl: null,
		buttons: [],
	});
});

it('a task has the states in order, and a preview that changes while it runs', async () => {
	await settings({ speed: 10, durationSeconds: { min: 15, max: 15 } });
	const id = await create('imagine', { prompt: 'a kite' });
	const seen: ProxyWireTask[] = [];
	await until('the end', async () => {
		seen.push(await fetchTask(id));
		return seen.at(-1)?.status === 'SUCCESS';
	});
	const order = ['NOT_START', 'SUBMITTED', 'IN_PROGRESS', 'SUCCESS'];
	const ranks = seen.map(({ status }) => order.indexOf(status));
	expect(ranks).toEqual([...ranks].sort());
	expect(new Set(ranks).size).toBeGreaterThanOrEqual(3);
	const running = seen.filter(({ status, imageUrl }) => status === 'IN_PROGRESS' && imageUrl);
	const previews = [...new Set(running.map(({ imageUrl }) => imageUrl))];
	expect(previews.length).toBeGreaterThan(2);
	const { headers } = await proxy.send('GET', previews[1] ?? '');
	expect(headers['content-type']).toBe('image/webp');
});

describe('a failed task', () => {
	it.each([
		['plus', ''],
		['base', ''],
		['trueai', ''],
		['new-api', '100%'],
		['one-hub', '100%'],
	] as const)('has at %s the progress "%s"', async (name, progress) => {
		await variant(name);
		const task = await made('imagine', { prompt: 'a bloodbath in spring' });
		expect(task).toMatchObject({ status: 'FAILURE', progress });
		expect(task.failReason).toContain('Moderated');
	});

	it.each([
		['base', '任务超时'],
		['trueai', '执行超时 5 分钟'],
	] as const)('can be one that took longer than the minutes of %s', async (name, failReason) => {
		await settings({ speed: 5000, durationSeconds: { min: 600, max: 600 } });
		await variant(name);
		expect(await made('imagine', { prompt: 'a kite' })).toMatchObject({
			status: 'FAILURE',
			failReason,
		});
	});
});

describe('the dialog of a button', () => {
	it('rests as MODAL without a place in the queue, and keeps its id when it is confirmed', async () => {
		const single = await ended((await press(await grid(), 'U1')).result);
		await slow();
		const answer = await press(single, 'Custom Zoom', { state: 'of the action' });
		expect(answer).toMatchObject({
			code: 21,
			description: 'Waiting for window confirm',
			properties: { finalPrompt: 'a red kite --zoom 2', remix: true },
		});
		expect(await fetchTask(answer.result)).toMatchObject({
			status: 'MODAL',
			progress: null,
			state: 'of the action',
		});
		expect(await control('GET', 'stats')).toMatchObject({ unfinished: 0, tasksCreated: 2 });
		const prompt = 'a red kite --zoom 1.6';
		const confirmed = await submit('modal', { taskId: answer.result, prompt, state: 'ignored' });
		expect(confirmed.body).toMatchObject({ code: 1, result: answer.result });
		await finish(answer.result);
		expect(await fetchTask(answer.result)).toMatchObject({
			status: 'SUCCESS',
			action: 'ZOOM',
			prompt,
			state: 'of the action',
		});
		expect(await control('GET', 'stats')).toMatchObject({ tasksCreated: 3 });
	});

	it('takes no second confirmation', async () => {
		const single = await ended((await press(await grid(), 'U1')).result);
		const { result: taskId } = await press(single, 'Custom Zoom');
		const modal = () => submit('modal', { taskId });
		expect((await modal()).body.code).toBe(1);
		expect((await modal()).body).toMatchObject({ code: 4, result: null });
		expect(await control('GET', 'stats')).toMatchObject({ tasksCreated: 3 });
	});

	it('refuses a zoom without a number from 1 to 2', async () => {
		const single = await ended((await press(await grid(), 'U1')).result);
		const { result: taskId } = await press(single, 'Custom Zoom');
		for (const prompt of ['a kite', 'a kite --zoom 3']) {
			expect((await submit('modal', { taskId, prompt })).body.code).toBe(4);
		}
		expect(await fetchTask(taskId)).toMatchObject({ status: 'MODAL' });
	});

	it('needs a mask for a region, whose white part is painted again', async () => {
		const single = await ended((await press(await grid(), 'U1')).result);
		const { code, result: taskId } = await press(single, 'Vary (Region)');
		expect(code).toBe(21);
		expect((await submit('modal', { taskId, prompt: 'a tree' })).body.code).toBe(4);
		const maskBase64 = await dataUrl('white');
		expect((await submit('modal', { taskId, prompt: 'a tree', maskBase64 })).body.code).toBe(1);
		expect(await ended(taskId)).toMatchObject({
			status: 'SUCCESS',
			action: 'VARIATION',
			prompt: 'a tree',
		});
		expect((await inside(taskId)).proxy.maskWhite).toBe(1);
	});

	it.each([
		['plus', { proxyRemix: true }, {}, 21],
		['plus', {}, { enableRemix: true }, 1],
		['trueai', {}, { enableRemix: true }, 21],
		['trueai', {}, {}, 1],
	] as const)(
		'opens at %s for a variation with %j and %j: code %i',
		async (name, set, more, code) => {
			await variant(name);
			const source = await grid();
			await settings(set);
			const answer = await press(source, 'V2', more);
			expect(answer.code).toBe(code);
			if (code === 21) expect((await submit('modal', { taskId: answer.result })).body.code).toBe(1);
			expect(await ended(answer.result)).toMatchObject({ status: 'SUCCESS', action: 'VARIATION' });
		},
	);

	it('opens for the prompts below a describe and a shorten task', async () => {
		const described = await made('describe', { base64: await dataUrl('red') });
		const shortened = await made('shorten', { prompt: 'a very red kite over a calm lake' });
		for (const source of [described, shortened]) {
			const answer = await press(source, '2️⃣');
			expect(answer.code).toBe(21);
			await submit('modal', { taskId: answer.result });
			expect(await ended(answer.result)).toMatchObject({ status: 'SUCCESS', action: 'IMAGINE' });
		}
	});

	it('is refused at trueai without a prompt anywhere', async () => {
		await variant('trueai');
		await settings({ proxyRemix: true });
		const pictures = await Promise.all([dataUrl('red'), dataUrl('blue')]);
		const blended = await made('blend', { base64Array: pictures });
		const { result: taskId } = await press(blended, 'V1');
		expect((await submit('modal', { taskId })).body).toMatchObject({ code: 4 });
		expect((await submit('modal', { taskId, prompt: 'a kite' })).body).toMatchObject({ code: 1 });
	});
});

describe('text results', () => {
	it.each([
		['base', ['finalPrompt', 'promptEn', 'prompt']],
		['plus', ['finalPrompt', 'promptEn']],
		['trueai', ['finalPrompt']],
		['new-api', ['finalPrompt', 'promptEn']],
	] as const)('of a describe task at %s stand in %j', async (name, places) => {
		await variant(name);
		const { prompt, promptEn, properties } = await made('describe', {
			base64: await dataUrl('red'),
		});
		const texts = { prompt, promptEn, finalPrompt: properties?.finalPrompt };
		const filled = Object.entries(texts).filter(([, text]) => /^1️⃣ .*\n\n2️⃣ /.test(text ?? ''));
		expect(filled.map(([place]) => place).sort()).toEqual([...places].sort());
	});

	it('of a shorten task name the important tokens and five prompts', async () => {
		const { properties } = await made('shorten', { prompt: 'a very red kite over a calm lake' });
		const text = properties?.finalPrompt ?? '';
		expect(text).toContain('Important tokens');
		expect(text).toContain('Shortened prompts');
		expect(text.match(/^\d️⃣ /gm)).toHaveLength(5);
	});
});

describe('pictures in a request', () => {
	it('are uploaded, and their addresses stand in front of the prompt', async () => {
		const task = await made('imagine', { prompt: 'a kite', base64Array: [await dataUrl('red')] });
		const [address = '', ...rest] = task.prompt.split(' ');
		expect(rest.join(' ')).toBe('a kite');
		expect((await proxy.pixels(address)).width).toBe(60);
	});

	it.each([
		['plus', 4],
		['base', 4],
		['trueai', 1],
	] as const)('without the head of a data URL get at %s code %i', async (name, code) => {
		await variant(name);
		const base64 = (await dataUrl('red')).replace(/^.*,/, '');
		expect((await submit('describe', { base64 })).body.code).toBe(code);
	});

	it('can be uploaded alone; the answer is a list of addresses', async () => {
		const base64Array = await Promise.all([dataUrl('red'), dataUrl('blue')]);
		const { body } = await call<{ code: number; result: string[] }>(
			'POST',
			'/mj/submit/upload-discord-images',
			{ base64Array },
		);
		expect(body.code).toBe(1);
		expect(body.result).toHaveLength(2);
		expect((await proxy.pixels(body.result[1] ?? '')).data.subarray(0, 3)).toEqual(
			Buffer.from([0, 0, 255]),
		);
		expect(await control('GET', 'stats')).toMatchObject({ tasksCreated: 0 });
	});

	it.each([
		[1, 4],
		[2, 1],
		[5, 1],
		[6, 4],
	])('for a blend of %i get code %i', async (count, code) => {
		const base64Array = await Promise.all(Array.from({ length: count }, () => dataUrl('red')));
		expect((await submit('blend', { base64Array, dimensions: 'PORTRAIT' })).body.code).toBe(code);
	});

	it('can be edited at trueai', async () => {
		await variant('trueai');
		const task = await made('edits', { prompt: 'a hat', image: await dataUrl('red', 80, 40) });
		expect(task).toMatchObject({ action: 'EDIT', status: 'SUCCESS' });
	});
});

describe('a video task', () => {
	it.each([
		['plus', /\.png\?/],
		['trueai', /video_0\.mp4$/],
	] as const)('has at %s films that are MP4 files', async (name, imageUrl) => {
		await variant(name);
		const task = await made('video', {
			prompt: 'it flies',
			image: await dataUrl('red'),
			batchSize: 2,
		});
		expect(task).toMatchObject({ action: 'VIDEO', status: 'SUCCESS' });
		expect(task.imageUrl).toMatch(imageUrl);
		expect(task.videoUrls).toHaveLength(2);
		expect(task.videoUrl).toBe(task.videoUrls?.[0]?.url);
		const { headers, bytes } = await proxy.send('GET', task.videoUrl ?? '');
		expect(headers['content-type']).toBe('video/mp4');
		const boxes: string[] = [];
		for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
			boxes.push(bytes.toString('latin1', at + 4, at + 8));
		}
		expect(boxes).toEqual(['ftyp', 'moov', 'mdat']);
		const longer = await made('video', { action: 'extend', taskId: task.id, index: 1 });
		expect(longer).toMatchObject({ status: 'SUCCESS' });
	});

	it.each([
		['no picture', {}],
		['another motion', { motion: 'some' }],
		['five films', { batchSize: 5 }],
		['another type', { videoType: 'mov' }],
	])('is refused with %s', async (_what, body) => {
		const image = 'motion' in body || 'batchSize' in body ? await dataUrl('red') : undefined;
		expect((await submit('video', { prompt: 'x', image, ...body })).body.code).toBe(4);
	});
});

describe('the queue', () => {
	const fill = async (count: number) => {
		const answers = [];
		for (let n = 0; n < count; n += 1)
			answers.push((await submit('imagine', { prompt: `kite ${n}` })).body);
		return answers;
	};

	it('runs three tasks at once; the next ones wait with code 22 and their number', async () => {
		await slow();
		const answers = await fill(5);
		expect(answers.map(({ code }) => code)).toEqual([1, 1, 1, 22, 22]);
		expect(answers.map(({ properties }) => properties.numberOfQueues)).toEqual([
			...[undefined, undefined, undefined, 1, 2],
		]);
		const { body } = await call<ProxyWireTask[]>('GET', '/mj/task/queue');
		expect(body.map(({ id }) => id)).toEqual(answers.map(({ result }) => result));
	});

	it('gives the slot of a task that ends to the one that waits longest', async () => {
		await settings({ speed: 50, durationSeconds: { min: 250, max: 250 }, proxyTasksAtOnce: 1 });
		const [first, second, third] = await fill(3);
		expect((await fetchTask(second?.result ?? '')).status).toBe('NOT_START');
		await finish(first?.result ?? '');
		await until(
			'the second task runs',
			async () => (await fetchTask(second?.result ?? '')).startTime,
		);
		expect((await fetchTask(third?.result ?? '')).startTime).toBeNull();
	});

	it('refuses the eleventh that waits', async () => {
		await slow();
		const answers = await fill(14);
		expect(answers.slice(0, 13).every(({ code }) => code === 1 || code === 22)).toBe(true);
		expect(answers[13]).toMatchObject({ code: 23, result: null });
		expect(await control('GET', 'stats')).toMatchObject({ tasksCreated: 13 });
	});
});

describe('reading', () => {
	it.each(proxyVariants)(
		'the empty id list is free at %s and gives an empty list',
		async (name) => {
			await variant(name);
			const response = await call('POST', '/mj/task/list-by-condition', { ids: [] });
			expect(response).toMatchObject({ status: 200, body: [] });
			const { status } = await call(
				'POST',
				'/mj/task/list-by-condition',
				{ ids: [] },
				{ 'mj-api-secret': 'no' },
			);
			expect(status).toBe(401);
		},
	);

	it.each(proxyVariants)('a list of ids at %s leaves out unknown ones', async (name) => {
		await variant(name);
		const ids = [
			await create('imagine', { prompt: 'one' }),
			await create('imagine', { prompt: 'two' }),
		];
		const { body } = await call<ProxyWireTask[]>('POST', '/mj/task/list-by-condition', {
			ids: ['1790000000000001', ids[1], Number(ids[0])],
		});
		expect(body.map(({ id }) => id).sort()).toEqual(ids.sort());
	});

	it.each([
		['plus', 200, ''],
		['base', 200, ''],
		['trueai', 204, ''],
		['new-api', 400, '{"description":"task_no_found ","type":"upstream_error","code":4}'],
		['one-hub', 400, '{"description":"task_no_found ","type":"upstream_error","code":4}'],
	] as const)(
		'an unknown task at %s gives status %i and the body %j',
		async (name, status, text) => {
			await variant(name);
			const response = await call('GET', '/mj/task/1790000000000001/fetch');
			expect(response).toMatchObject({ status, text });
		},
	);

	it('the query of plus finds tasks by their state', async () => {
		await create('imagine', { prompt: 'one', state: 'a' });
		const id = await create('imagine', { prompt: 'two', state: 'b' });
		const { body } = await call<{ content: ProxyWireTask[]; totalElements: number }>(
			'POST',
			'/mj/task/query',
			{ state: 'b', pageNumber: 0, pageSize: 20 },
		);
		expect(body.totalElements).toBe(1);
		expect(body.content.map((each) => each.id)).toEqual([id]);
	});

	it('the seed is the one in the prompt, or one of Midjourney', async () => {
		const own = await grid('a kite --seed 77');
		const seed = (id: string) =>
			call<{ code: number; result: string }>('GET', `/mj/task/${id}/image-seed`);
		expect((await seed(own.id)).body).toMatchObject({ code: 1, result: '77' });
		expect((await seed((await grid()).id)).body.result).toMatch(/^\d+$/);
	});

	it.each([
		['plus', 200, 200],
		['trueai', 404, 400],
	] as const)(
		'a seed that cannot be read has at %s status %i or %i',
		async (name, unknown, early) => {
			await variant(name);
			await slow();
			const id = await create('imagine', { prompt: 'a kite' });
			expect(await call('GET', '/mj/task/1790000000000001/image-seed')).toMatchObject({
				status: unknown,
				body: { code: 3 },
			});
			expect(await call('GET', `/mj/task/${id}/image-seed`)).toMatchObject({
				status: early,
				body: { code: 4 },
			});
		},
	);
});

describe('cancelling', () => {
	it('ends a task at plus as CANCEL', async () => {
		await slow();
		const id = await create('imagine', { prompt: 'a kite' });
		expect((await call('POST', `/mj/task/${id}/cancel`)).body).toMatchObject({ code: 1 });
		expect(await fetchTask(id)).toMatchObject({ status: 'CANCEL' });
		expect((await call('POST', `/mj/task/${id}/cancel`)).body).toMatchObject({ code: 4 });
	});

	it('needs at trueai an administrator, and ends a task as FAILURE', async () => {
		await variant('trueai');
		await slow();
		const id = await create('imagine', { prompt: 'a kite' });
		const cancel = (key: string) =>
			call('POST', `/mj/task/${id}/cancel`, undefined, { 'mj-api-secret': key });
		expect(await cancel(proxy.emulator.keys.user)).toMatchObject({ status: 200, text: '' });
		expect((await fetchTask(id)).status).not.toBe('FAILURE');
		expect(await cancel(proxy.emulator.keys.admin)).toMatchObject({ status: 200, text: '' });
		expect((await fetchTask(id)).status).toBe('FAILURE');
	});
});

describe('callbacks', () => {
	let receiver: Awaited<ReturnType<typeof webhookReceiver>>;
	beforeEach(async () => {
		receiver = await webhookReceiver();
	});
	afterEach(() => receiver.stop());
	const received = (count: number) =>
		until(`${count} callbacks`, () => receiver.bodies.length >= count && receiver.bodies);
	const statuses = () => receiver.bodies.map(({ status }) => status);
	const imagine = () =>
		create('imagine', { prompt: 'a kite', state: 's', notifyHook: receiver.url });

	it.each([
		['base', 1],
		['plus', 1],
		['trueai', 2],
	] as const)('of %s are the bare task, the final one %i times', async (name, finals) => {
		await variant(name);
		const id = await imagine();
		const bodies = await received(4 + finals);
		expect(statuses()).toEqual([
			...['SUBMITTED', 'IN_PROGRESS', 'IN_PROGRESS', 'IN_PROGRESS'],
			...Array.from({ length: finals }, () => 'SUCCESS'),
		]);
		expect(bodies.at(-1)).toMatchObject({
			id,
			state: 's',
			properties: { notifyHook: receiver.url },
		});
	});

	it('are not repeated, whatever the receiver answers', async () => {
		receiver.stop();
		receiver = await webhookReceiver(() => 500);
		await ended(await imagine());
		await received(5);
		expect(receiver.bodies).toHaveLength(5);
	});

	it('are not sent for a dialog, but for the task that it becomes', async () => {
		const single = await ended((await press(await grid(), 'U1')).result);
		const { result: taskId } = await press(single, 'Custom Zoom', { notifyHook: receiver.url });
		expect(receiver.bodies).toEqual([]);
		await submit('modal', { taskId, notifyHook: 'http://127.0.0.1:9/ignored' });
		await received(5);
		expect(statuses().at(-1)).toBe('SUCCESS');
	});

	it('are not sent for single pictures of a partner account, which are there at once', async () => {
		await variant('trueai');
		await settings({ proxyPartner: true });
		const source = await grid();
		const customId = labelled(source, 'U2');
		const { body } = await submit('action', {
			taskId: source.id,
			customId,
			notifyHook: receiver.url,
		});
		expect(await fetchTask(body.result)).toMatchObject({ status: 'SUCCESS', action: 'UPSCALE' });
		const { total } = await control<{ total: number }>('GET', 'callbacks');
		expect(total).toBe(0);
	});
});

it.each([
	['plus', 300, 3000, 1],
	['trueai', 255, 2000, 1],
	['trueai', 256, 20, 4],
	['trueai', 20, 2001, 4],
] as const)(
	'%s takes a state of %i and a callback address of %i characters with code %i',
	async (name, stateLength, hookLength, code) => {
		await variant(name);
		const state = 'x'.repeat(stateLength);
		const notifyHook = 'http://127.0.0.1:9/'.padEnd(hookLength, 'x');
		expect((await submit('imagine', { prompt: 'a kite', state, notifyHook })).body.code).toBe(code);
	},
);

it('an address below /mj that does not exist is logged as unknown', async () => {
	expect(await call('GET', '/mj/task/all')).toMatchObject({
		status: 404,
		body: { status: 404, error: 'Not Found' },
	});
	expect(await proxy.unexpected()).toBe(1);
});

it('a body that is no JSON gets the error page of the variant', async () => {
	const send = async () => {
		const { status, bytes } = await proxy.send('POST', '/mj/submit/imagine', {
			headers: { 'content-type': 'application/json', 'mj-api-secret': proxy.emulator.keys.user },
			body: '{',
		});
		return [status, Object.keys(JSON.parse(bytes.toString()) as object)];
	};
	expect(await send()).toEqual([400, ['timestamp', 'status', 'error', 'path']]);
	await variant('new-api');
	expect(await send()).toEqual([400, ['error']]);
	await variant('one-hub');
	expect(await send()).toEqual([400, ['description', 'type', 'code']]);
});
