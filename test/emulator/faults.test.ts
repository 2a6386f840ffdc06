import { useService, type RawResponse } from './client';

const service = useService();
const { control, postRaw, create, run, get, send, mj } = service;

const arm = (route: string, fault: string, more: object = {}) =>
	control('POST', 'faults', { route, fault, ...more });
const imagine = () =>
	postRaw('/api/v1/ai/draw/mj/imagine', { model: 'midjourney', type: 'FAST', prompt: 'a kite' });
const created = async () => (await control<{ tasksCreated: number }>('GET', 'stats')).tasksCreated;
const json = ({ bytes }: RawResponse) => JSON.parse(bytes.toString()) as Record<string, unknown>;

describe('a fault on a creation', () => {
	it.each([
		['status-429', {}, 429, 0],
		['status-500', {}, 500, 0],
		['status-500', { acted: true }, 500, 1],
		['html-502', {}, 502, 0],
		['html-502', { acted: true }, 502, 1],
		['html-200', {}, 200, 0],
		['not-found', {}, 404, 0],
		['error-in-200', { statusCode: 503, message: 'busy' }, 200, 0],
		['queue-full', {}, 200, 0],
		['truncated-json', {}, 200, 1],
		['slow', { delayMs: 10_000 }, 200, 1],
	])('%s %j returns %i and creates %i tasks', async (fault, more, status, tasks) => {
		await arm('imagine', fault, more);
		expect((await imagine()).status).toBe(status);
		expect(await created()).toBe(tasks);
		expect((await imagine()).status).toBe(200);
		expect(await created()).toBe(tasks + 1);
	});

	it.each([
		['reset-before', 0],
		['reset-after', 1],
	])('%s closes the connection and creates %i tasks', async (fault, tasks) => {
		await arm('imagine', fault);
		await expect(imagine()).rejects.toThrow();
		expect(await created()).toBe(tasks);
		const { entries } = await control<{ entries: object[] }>('GET', 'log?route=imagine');
		expect(entries).toEqual([expect.objectContaining({ status: null, fault })]);
	});

	it('status-429 has Retry-After only if it was set', async () => {
		await arm('imagine', 'status-429', { retryAfter: 7 });
		await arm('imagine', 'status-429');
		expect((await imagine()).headers['retry-after']).toBe('7');
		expect((await imagine()).headers['retry-after']).toBeUndefined();
	});

	it('truncated-json sends only half of the response', async () => {
		await arm('imagine', 'truncated-json');
		const response = await imagine();
		expect(() => json(response)).toThrow(SyntaxError);
	});

	it('slow delays the response', async () => {
		await arm('imagine', 'slow', { delayMs: 50_000 });
		const started = process.hrtime.bigint();
		await imagine();
		expect(Number(process.hrtime.bigint() - started) / 1e6).toBeGreaterThanOrEqual(99);
	});
});

it('a fault applies to the given number of requests, after the given number of skipped requests', async () => {
	await arm('get', 'status-500', { times: 2, skip: 1 });
	const id = await create('imagine', { prompt: 'a kite' });
	const statuses: number[] = [];
	for (let n = 0; n < 5; n += 1) {
		statuses.push(
			(await postRaw('/api/v1/ai/draw/mj/query', { model: 'midjourney', taskId: id })).status,
		);
	}
	expect(statuses).toEqual([200, 500, 500, 200, 200]);
	expect(await control('GET', 'stats')).toMatchObject({ faultsApplied: { 'status-500': 2 } });
});

describe('a fault in the task object', () => {
	it.each([
		['success-without-image', { status: 'SUCCESS', imageDcUrl: null, imageS3Url: null }],
		['null-actions', { status: 'SUCCESS', actions: null }],
		['status-failed-spelling', { status: 'FAILED' }],
		['task-fails', { status: 'FAILURE' }],
	])(
		'%s, armed for a creation, is in all responses about the new task',
		async (fault, expected) => {
			await arm('imagine', fault);
			const task = await run('imagine', { prompt: 'a kite' });
			expect(task).toMatchObject(expected);
			expect(await get(task.taskId)).toMatchObject(expected);
			expect(await run('imagine', { prompt: 'another' })).not.toMatchObject(expected);
		},
	);

	it('applies to one response if it was armed for a query', async () => {
		const { taskId } = await run('imagine', { prompt: 'a kite' });
		await arm('get', 'null-actions');
		expect((await get(taskId)).actions).toBeNull();
		expect((await get(taskId)).actions).toHaveLength(9);
	});
});

describe('a fault on a picture', () => {
	it.each(['storedPicture', 'discordAttachment', 'imageProxy'])(
		'image-cut sends only half of the file: %s',
		async (route) => {
			await control('PUT', 'settings', { pictureBytes: 500_000 });
			const task = await run('imagine', { prompt: 'a kite' });
			const urls: Record<string, string> = {
				storedPicture: `/api/v1/content/mj-generated/${task.imageS3Url}`,
				discordAttachment: task.imageDcUrl,
				imageProxy: `/wsrv?url=${encodeURIComponent(task.imageDcUrl)}`,
			};
			await arm(route, 'image-cut');
			await expect(send('GET', urls[route] ?? '')).rejects.toThrow();
			expect((await send('GET', urls[route] ?? '')).status).toBe(200);
		},
	);

	it('redirect returns the given location', async () => {
		const task = await run('imagine', { prompt: 'a kite' });
		await arm('discordAttachment', 'redirect', { location: 'http://127.0.0.1:1/x' });
		const { status, headers } = await send('GET', task.imageDcUrl);
		expect([status, headers.location]).toEqual([302, 'http://127.0.0.1:1/x']);
	});
});

describe('the control API', () => {
	it.each([
		[
			'an unknown fault',
			'POST',
			'faults',
			{ route: 'imagine', fault: 'fire' },
			'Known faults: status-429',
		],
		[
			'an unknown route',
			'POST',
			'faults',
			{ route: 'paint', fault: 'slow' },
			'Known routes: imagine',
		],
		[
			'a fault that is not possible on the route',
			'POST',
			'faults',
			{ route: 'imagine', fault: 'image-cut' },
			'storedPicture',
		],
		['an unknown field', 'POST', 'faults', { route: 'imagine', fault: 'slow', time: 1 }, '"time"'],
		['an unknown setting', 'PUT', 'settings', { sped: 2 }, '"sped"'],
		['a speed of 0', 'PUT', 'settings', { speed: 0 }, 'speed'],
		['an unknown variant', 'PUT', 'variants', { service: 'late' }, '"retired"'],
		['an unknown membership', 'PUT', 'account', { membership: 'gold' }, '"vip"'],
		['an unknown task', 'POST', 'tasks/1/finish', {}, 'no task 1'],
	] as const)('rejects %s and lists the known values', async (_label, method, path, body, text) => {
		await expect(control(method, path, body)).rejects.toThrow(text);
	});

	it('resets everything but never uses a task id again', async () => {
		await control('PUT', 'variants', { failureWord: 'FAILED' });
		await arm('blend', 'slow');
		const { taskId } = await run('imagine', { prompt: 'a kite' });
		await control('POST', 'reset', { tileSize: 32 });
		expect(await control('GET', 'stats')).toMatchObject({
			requestsTotal: 0,
			tasksCreated: 0,
			tokensCharged: 0,
		});
		expect(await control('GET', 'variants')).toMatchObject({ current: { failureWord: 'FAILURE' } });
		expect(await control('GET', 'faults')).toMatchObject({ armed: [] });
		expect(await control('GET', 'settings')).toMatchObject({ tileSize: 32, speed: 500 });
		expect(await create('imagine', { prompt: 'a kite' })).toBeGreaterThan(Number(taskId));
	});

	it('keeps long texts out of the log', async () => {
		await mj('imagine', { prompt: 'x'.repeat(5000) });
		const { entries } = await control<{ entries: Array<{ body: { prompt: string } }> }>(
			'GET',
			'log',
		);
		expect(entries[0]?.body.prompt).toMatch(/^x{60}… \(5000 characters\)$/);
	});
});
