import { TestCredentialsHelper } from '../support/credentialsHelper';
import { plainPicture } from '../support/pictures';
import { suspend } from '../support/suspended';
import { useSuspension } from '../support/suspension';
import { furtherWires, named, wires } from '../support/wires';
import type { WebhookResult } from '../support/webhookCall';

/** Gateways delete the address of a callback. */
const withCallbacks = [...wires, ...furtherWires].filter(({ hasList }) => hasList);

/** A binary field with a small picture. */
const picture = async () => ({
	data: (await plainPicture('red')).toString('base64'),
	mimeType: 'image/png',
});

describe.each(named(withCallbacks))('A suspended execution at %s', (_name, wire) => {
	const suspension = useSuspension({}, wire);
	const { credentials, emulator, client, optionsFor, imagine, tasks, end } = suspension;

	it('has created one task for each item', async () => {
		const { run } = await imagine(['a kite', 'a boat', 'a lamp']);
		expect(run.status).toBe('waiting');
		expect((await tasks()).map(({ prompt }) => prompt?.split(' --')[0])).toEqual([
			'a kite',
			'a boat',
			'a lamp',
		]);
	});

	it('resumes when its last task has ended, with all results in the order of the items', async () => {
		const suspended = await imagine(['a kite', 'a boat', 'a lamp']);
		const [one, two, three] = await tasks();
		expect(await end(suspended, three!)).toMatchObject({ status: 200, outputs: undefined });
		expect(await end(suspended, one!)).toMatchObject({ status: 200, outputs: undefined });
		const last = await end(suspended, two!);
		expect(last).toMatchObject({ status: 200, message: 'Done' });
		const [items] = await suspended.resume(last.outputs);
		expect(items?.map(({ json, pairedItem }) => [json.taskId, json.status, pairedItem])).toEqual(
			[one, two, three].map((task, item) => [String(task?.taskId), 'SUCCESS', { item }]),
		);
		expect((await emulator.stats()).tasksCreated).toBe(3);
	});

	it('sends one request for each task that ends, for any number of tasks', async () => {
		const suspended = await imagine(Array.from({ length: 20 }, (_, i) => `kite ${i}`));
		const created = (await emulator.stats()).requestsTotal;
		for (const task of await tasks()) {
			await emulator.finish(task.taskId);
			const body = wire.reportOf(task.taskId);
			await suspended.call({ body, query: task.query });
		}
		const { requestsTotal } = await emulator.stats();
		expect(requestsTotal - created).toBeLessThanOrEqual(20);
		expect(requestsTotal / 20).toBeLessThanOrEqual(2.2);
	});

	it('reads the credential once to resume, and not at all for progress or a wrong nonce', async () => {
		const suspended = await imagine(['a kite']);
		const [task] = await tasks();
		const { taskId, query } = task!;
		const reads = jest.spyOn(TestCredentialsHelper.prototype, 'getDecrypted');
		try {
			await suspended.call({ body: wire.reportOf(taskId), query: { ...query, nonce: 'wrong' } });
			await suspended.call({
				body: { ...wire.reportOf(taskId), status: 'SUBMITTED', progress: '0%' },
				query,
			});
			expect(reads).toHaveBeenCalledTimes(0);
			const { outputs } = await end(suspended, task!);
			expect(outputs?.[0]).toHaveLength(1);
			expect(reads).toHaveBeenCalledTimes(1);
		} finally {
			reads.mockRestore();
		}
	});

	it('sends few more requests if the account creates other tasks meanwhile', async () => {
		const suspended = await imagine(Array.from({ length: 20 }, (_, i) => `kite ${i}`));
		const ours = await tasks();
		await wire.begin(emulator, 'premium');
		for (let i = 0; i < 30; i++) await client.createGrid();
		const before = (await emulator.stats()).requestsTotal;
		let result: WebhookResult | undefined;
		for (const task of ours) {
			await emulator.finish(task.taskId);
			const body = wire.reportOf(task.taskId);
			result = await suspended.call({ body, query: task.query });
		}
		expect(result?.outputs?.[0]).toHaveLength(20);
		expect((await emulator.stats()).requestsTotal - before).toBeLessThanOrEqual(22);
	});

	it('has all images, streamed into the storage', async () => {
		const suspended = await imagine(['a kite', 'a boat'], { downloadImage: true });
		const [one, two] = await tasks();
		await end(suspended, one!);
		const [items] = await suspended.resume((await end(suspended, two!)).outputs);
		expect(items?.map(({ binary }) => binary?.data)).toEqual(
			[one, two].map((task): unknown =>
				expect.objectContaining({
					fileName: `${task?.taskId}-grid.png`,
					id: expect.stringMatching(/^filesystem/),
				}),
			),
		);
	});

	it('downloads them once, although several ends are reported during the download', async () => {
		const suspended = await imagine(['a kite', 'a boat'], { downloadImage: true });
		const all = await tasks();
		for (const { taskId } of all) await emulator.finish(taskId);
		await emulator.fault(wire.pictureRoute, 'slow', { delayMs: 60_000 });
		const calls = [...all, ...all, ...all].map(
			async ({ taskId, query }) => await suspended.call({ body: wire.reportOf(taskId), query }),
		);
		const results = await Promise.all(calls);
		expect(results.filter(({ outputs }) => outputs)).toHaveLength(1);
		expect(results.every(({ status }) => status === 200)).toBe(true);
		expect(await emulator.log(wire.pictureRoute)).toHaveLength(2);
	});

	it('responds before the images are downloaded', async () => {
		const suspended = await imagine(['a kite'], { downloadImage: true });
		const [task] = await tasks();
		await emulator.fault(wire.pictureRoute, 'slow', { delayMs: 60_000 });
		const { respondedAfterMs, outputs } = await end(suspended, task!);
		expect(outputs).toBeDefined();
		expect(respondedAfterMs).toBeLessThan(30_000);
	});

	it.each([
		{ operation: 'image.describe', parameters: { imageField: 'one' } },
		{ operation: 'image.blend', parameters: { binaryFields: 'one, two' } },
		{ operation: 'image.imagine', parameters: { prompt: 'a kite', splitGrid: false } },
	])('is created by $operation', async ({ operation, parameters }) => {
		const items = [{ json: {}, binary: { one: await picture(), two: await picture() } }];
		const suspended = await suspend(optionsFor(operation, parameters, { items }));
		const [task] = await tasks();
		const [found] = await suspended.resume((await end(suspended, task!)).outputs);
		expect(found).toMatchObject([
			{ json: { taskId: String(task?.taskId), status: 'SUCCESS' }, pairedItem: { item: 0 } },
		]);
	});

	it('is suspended when all tasks have a slot in the queue', async () => {
		await wire.begin(emulator, 'regular');
		await emulator.settings({ durationSeconds: { min: 60, max: 60 } });
		const items = [1, 2, 3, 4, 5, 6, 7].map((n) => ({ json: { prompt: `kite ${n}` } }));
		const parameters = { prompt: '={{ $json.prompt }}' };
		const suspended = await suspend(
			optionsFor('image.imagine', parameters, { items, credentials: credentials('regular') }),
		);
		const all = await tasks();
		expect(all).toHaveLength(items.length);
		expect((await emulator.stats()).peakUnfinished).toBe(3);
		expect(all.filter(({ status }) => status === 'SUCCESS').length).toBeGreaterThan(0);
		// Some have ended by themselves.
		for (const task of all) await emulator.finish(task.taskId).catch(() => undefined);
		const { taskId, query } = all.at(-1)!;
		const result = await suspended.call({ body: wire.reportOf(taskId), query });
		const [found] = await suspended.resume(result.outputs);
		expect(found?.map(({ json }) => json.status)).toEqual(items.map(() => 'SUCCESS'));
	});

	it('can wait for several buttons of one item; each has its own output item', async () => {
		await wire.begin(emulator, 'vip');
		const { taskId } = await client.createGrid();
		const parameters = { taskId: String(taskId), buttonNames: ['U1', 'U3'] };
		const suspended = await suspend(optionsFor('image.runAction', parameters));
		const [, one, three] = await tasks();
		await end(suspended, three!);
		const [items] = await suspended.resume((await end(suspended, one!)).outputs);
		expect(items?.map(({ json }) => json.taskId)).toEqual(
			[one, three].map((task) => String(task?.taskId)),
		);
	});

	it('returns four images of a grid if Split Grid is on', async () => {
		const suspended = await imagine(['a kite', 'a boat'], {
			downloadImage: true,
			splitGrid: true,
		});
		const [one, two] = await tasks();
		await end(suspended, one!);
		const [items] = await suspended.resume((await end(suspended, two!)).outputs);
		expect(items?.map(({ json }) => [json.taskId, json.tile])).toEqual(
			[one, two].flatMap((task) => [1, 2, 3, 4].map((tile) => [String(task?.taskId), tile])),
		);
	});
});

describe('A suspended execution', () => {
	const { imagine, tasks, end } = useSuspension();

	it('returns full results if Simplify is off, the callback URL without its secrets', async () => {
		const suspended = await imagine(['a kite'], { simplify: false });
		const [task] = await tasks();
		const [items] = await suspended.resume((await end(suspended, task!)).outputs);
		expect(items?.[0]?.json).toMatchObject({
			taskId: task?.taskId,
			webhookUrl: expect.stringMatching(/\?\*\*\*$/),
		});
	});
});
