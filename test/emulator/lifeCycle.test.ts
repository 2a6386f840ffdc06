import { until } from '../support/until';
import { useService, type WireTask } from './client';

const service = useService();
const { mj, create, get, finished, run, control } = service;

describe('a task', () => {
	it('has exactly the fifteen documented fields with their types when it is finished', async () => {
		const task = await run('imagine', { prompt: 'a red kite --ar 3:2' });
		const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
		expect(task).toEqual({
			taskId: expect.any(Number) as number,
			taskType: 'FAST',
			status: 'SUCCESS',
			action: 'IMAGINE',
			progress: '100%',
			description: '/imagine a red kite --ar 3:2',
			prompt: 'a red kite --ar 3:2',
			failReason: null,
			submitTime: iso,
			startTime: iso,
			finishTime: iso,
			webhookUrl: null,
			imageDcUrl: expect.stringMatching(
				/^http:.*\/attachments\/\d+\/\d+\/.*_[0-9a-f-]{36}\.png\?ex=/,
			) as string,
			imageS3Url: expect.stringMatching(/^[\d-]+\/[0-9a-f-]{36}\.png$/) as string,
			actions: expect.any(Array) as WireTask['actions'],
		});
		expect(Object.keys(task)).toHaveLength(15);
		const [u1] = task.actions;
		const jobId = /([0-9a-f-]{36})\.png/.exec(task.imageDcUrl)?.[1] ?? '';
		expect(u1).toEqual({ customId: `MJ::JOB::upsample::1::${jobId}`, emoji: '', label: 'U1' });
	});

	it('has the states in order, with increasing percentages', async () => {
		await control('PUT', 'settings', { speed: 10, durationSeconds: { min: 15, max: 15 } });
		const id = await create('imagine', { prompt: 'a kite' });
		const seen: WireTask[] = [];
		await until('the end', async () => {
			const task = await get(id);
			seen.push(task);
			return task.status === 'SUCCESS';
		});
		const order = ['NOT_START', 'SUBMITTED', 'IN_PROGRESS', 'SUCCESS'];
		const ranks = seen.map(({ status }) => order.indexOf(status));
		expect(ranks).toEqual([...ranks].sort());
		expect(new Set(ranks).size).toBeGreaterThanOrEqual(3);
		const percents = seen.map(({ progress }) => Number(/^(\d+)%$/.exec(progress ?? '')?.[1]));
		expect(percents).toEqual([...percents].sort((a, b) => a - b));
		expect(percents.some((percent) => percent > 0 && percent < 100)).toBe(true);
	});

	it('has no times, no picture and no buttons before it has started', async () => {
		await control('PUT', 'settings', { speed: 1, durationSeconds: { min: 600, max: 600 } });
		const task = await get(await create('imagine', { prompt: 'a kite' }));
		expect(task).toMatchObject({ status: 'NOT_START', progress: '0%' });
		expect([
			task.startTime,
			task.finishTime,
			task.imageDcUrl,
			task.imageS3Url,
			task.actions,
		]).toEqual([null, null, null, null, null]);
	});

	it.each([
		['succeeds', {}, { status: 'SUCCESS', failReason: null }],
		['fails', { status: 'FAILURE' }, { status: 'FAILURE', failReason: 'Ended by the control API' }],
		['fails with the given reason', { failReason: 'no' }, { status: 'FAILURE', failReason: 'no' }],
	])('%s immediately when the control API ends it', async (_label, body, expected) => {
		await control('PUT', 'settings', { speed: 1 });
		const id = await create('imagine', { prompt: 'a kite' });
		await control('POST', `tasks/${id}/finish`, body);
		expect(await get(id)).toMatchObject(expected);
		await expect(control('POST', `tasks/${id}/finish`)).rejects.toThrow('has ended already');
	});

	it('has the duration in the settings, divided by the speed', async () => {
		await control('PUT', 'settings', { durationSeconds: { min: 40, max: 60 } });
		const id = await create('imagine', { prompt: 'a kite' });
		const { durationMs } = await control<{ durationMs: number }>('GET', `tasks/${id}`);
		expect(durationMs).toBeGreaterThanOrEqual(40_000 / 500);
		expect(durationMs).toBeLessThanOrEqual(60_000 / 500);
	});

	it('has the same duration with the same seed, and a different one with another seed', async () => {
		const durations = async (seed: number) => {
			await control('POST', 'reset', { seed });
			await create('imagine', { prompt: 'a kite' });
			const { tasks } = await control<{ tasks: Array<{ durationMs: number }> }>('GET', 'tasks');
			return tasks[0]?.durationMs;
		};
		const first = await durations(5);
		expect(await durations(5)).toBe(first);
		expect(await durations(6)).not.toBe(first);
	});
});

describe('moderation', () => {
	it('rejects a banned word at creation', async () => {
		const response = await mj('imagine', { prompt: 'Gore, a lot of it' });
		expect(response).toMatchObject({ statusCode: 400, data: null });
		expect(response.message).toContain('"gore"');
	});

	it('makes a task with other words fail, free of charge', async () => {
		const task = await run('imagine', { prompt: 'a bloodbath in spring' });
		expect(task).toMatchObject({ status: 'FAILURE', imageDcUrl: null, actions: null });
		expect(task.failReason).toContain('Moderated');
		expect(await control('GET', 'stats')).toMatchObject({ failed: 1, tokensCharged: 0 });
	});
});

describe('the task list', () => {
	it('has pages with the newest task first, and the total count', async () => {
		await control('PUT', 'account', { membership: 'vip' });
		const ids: number[] = [];
		for (let n = 1; n <= 7; n += 1) ids.push(await create('imagine', { prompt: `kite ${n}` }));
		await Promise.all(ids.map(finished));
		const page = async (query: string) =>
			(await mj<{ total: number; tasks: WireTask[] }>(`query-mj-tasks?${query}`, {})).data;
		const first = await page('page=1&pageSize=5');
		const second = await page('page=2&pageSize=5');
		expect([first.total, second.total]).toEqual([7, 7]);
		expect([...first.tasks, ...second.tasks].map(({ taskId }) => taskId)).toEqual(ids.reverse());
		expect((await page('page=3&pageSize=5')).tasks).toEqual([]);
	});

	it.each(['', 'page=0', 'page=x', 'page=1&pageSize=4', 'page=1&pageSize=21', 'page=-1'])(
		'rejects the page "%s"',
		async (query) => {
			expect(await mj(`query-mj-tasks?${query}`, {})).toMatchObject({
				statusCode: 400,
				data: null,
			});
		},
	);
});

it('shows its state on the web page, with text from clients escaped', async () => {
	await run('imagine', { prompt: 'a kite <script>alert(1)</script>' });
	const { bytes, headers } = await service.send('GET', '/');
	expect(headers['content-type']).toContain('text/html');
	expect(bytes.toString()).toContain('a kite &lt;script&gt;alert(1)');
	expect(bytes.toString()).toContain('49,986,000');
});

it('can return times that run as fast as its clock', async () => {
	await control('POST', 'reset', {
		timestamps: 'scaled',
		durationSeconds: { min: 100, max: 100 },
	});
	const { submitTime, finishTime } = await run('imagine', { prompt: 'a kite' });
	const seconds = (Date.parse(finishTime ?? '') - Date.parse(submitTime)) / 1000;
	expect(seconds).toBeCloseTo(100, 1);
});
