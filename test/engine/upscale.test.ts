import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { only, prompts } from '../support/midjourney';
import { furtherWires, named, wires } from '../support/wires';
import { useMatrix } from './matrix';

const { emulator, at } = useMatrix();

const imagine = 'image.imagine';
const fromItem = { prompt: '={{ $json.prompt }}', downloadImage: false };
const onFail = { onError: 'continueRegularOutput' as const };
const retrySettings = { retryOnFail: { maxTries: 3, waitBetweenTries: 1000 } };

const created = async () => (await emulator.stats()).tasksCreated;
const byAction = async () => (await emulator.stats()).byAction;
const idsOf = (items: INodeExecutionData[]) => items.map(({ json }) => json.taskId as string);

describe.each(named([...wires, ...furtherWires]))('Upscale on Imagine, at %s', (_name, wire) => {
	const { run, begin, credentialsFor } = at(wire);
	const with20 = async () => {
		await begin('vip');
		return { credentials: credentialsFor('vip') };
	};

	test('one image of the grid is the result, and it names the grid', async () => {
		const parameters = { prompt: 'a kite', downloadImage: false, upscale: '2' };
		const { json } = only(await run(imagine, parameters));
		const [upscale, grid] = await emulator.tasks();
		expect(json).toMatchObject({ status: 'SUCCESS', action: 'UPSCALE' });
		expect([json.taskId, json.gridTaskId]).toEqual([upscale?.wireId, grid?.wireId]);
		expect(await created()).toBe(2);
	});

	test('all four are four items of the same input', async () => {
		const items = prompts('a kite', 'a boat');
		const parameters = { ...fromItem, upscale: 'all' };
		const result = await run(imagine, parameters, { items, ...(await with20()) });
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 0, 0, 1, 1, 1, 1].map((item) => ({ item })),
		);
		expect(new Set(idsOf(result.items)).size).toBe(8);
		expect(new Set(result.items.map(({ json }) => json.gridTaskId)).size).toBe(2);
		expect(await byAction()).toMatchObject({ IMAGINE: 2, UPSCALE: 8 });
	});

	test('a batch never has more tasks than the account may have', async () => {
		const items = prompts(...Array.from({ length: 10 }, (_, i) => `kite ${i}`));
		const { items: results } = await run(imagine, { ...fromItem, upscale: '1' }, { items });
		expect(results.map(({ json }) => json.action)).toEqual(Array(10).fill('UPSCALE'));
		expect(await created()).toBe(20);
		expect((await emulator.stats()).peakUnfinished).toBeLessThanOrEqual(3 + wire.waitingPlaces);
	});

	test('a grid that fails is one error, and nothing is upscaled', async () => {
		await emulator.fault('imagine', 'task-fails');
		const items = prompts('a kite', 'a boat');
		const parameters = { ...fromItem, upscale: 'all' };
		const changes = { items, ...onFail, ...(await with20()) };
		const { items: results } = await run(imagine, parameters, changes);
		expect(results.filter(({ json }) => json.error !== undefined)).toHaveLength(1);
		expect(await byAction()).toMatchObject({ IMAGINE: 2, UPSCALE: 4 });
	});

	test('Retry On Fail after an upscale that has failed creates this one again, and no grid', async () => {
		await emulator.fault(wire.hasButtons ? 'runAction' : 'change', 'task-fails');
		const parameters = { prompt: 'a kite', downloadImage: false, upscale: 'all' };
		const changes = { ...retrySettings, ...(await with20()) };
		const { items: results } = await run(imagine, parameters, changes);
		expect(new Set(idsOf(results)).size).toBe(4);
		expect(await byAction()).toMatchObject({ IMAGINE: 1, UPSCALE: 5 });
	});

	test('a Retry of an execution whose data is lost never pays again', async () => {
		await wire.addOlderTask?.(emulator);
		const parameters = { prompt: 'a kite', downloadImage: false, upscale: '1' };
		const first = only(await run(imagine, parameters, { executionId: 'first' }));
		const before = await created();
		const lost = { mode: 'retry' as const, begunMsAgo: 600_000, executionId: 'first' };
		const second = await run(imagine, parameters, lost);
		expect(await created()).toBe(before);
		if (wire.isFound('runAction')) expect(idsOf(second.items)).toEqual([first.json.taskId]);
		else expect(second.error?.description).toContain('was not sent again');
	});
});

describe.each(named(wires))('Upscale on Imagine with a lost answer, at %s', (_name, wire) => {
	const { run } = at(wire);

	test('the upscale is not sent twice, and the error names the grid', async () => {
		await emulator.fault('runAction', 'reset-after');
		const parameters = { prompt: 'a kite', downloadImage: false, upscale: '1' };
		const { items, error } = await run(imagine, parameters);
		const grid = (await emulator.tasks()).find(({ action }) => action === 'IMAGINE');
		expect(await byAction()).toMatchObject({ IMAGINE: 1, UPSCALE: 1 });
		if (wire.isFound('runAction')) expect(items).toHaveLength(1);
		else expect(`${error?.message} ${error?.description}`).toContain(String(grid?.wireId));
	});
});

describe('Upscale on Imagine, at OhMyGPT', () => {
	const { run } = at(wires[0]!);
	const parameters = (more: IDataObject) => ({ prompt: 'a kite', downloadImage: false, ...more });

	test('an upscale that Maximum Cost forbids is not made, and the error names the grid', async () => {
		const options = { maximumCost: 15_000 };
		const { error } = await run(imagine, parameters({ upscale: '1', options }));
		const [grid] = await emulator.tasks();
		expect(error?.message).toContain("'Maximum Cost' would be exceeded");
		expect(`${error?.message} ${error?.description}`).toContain(String(grid?.wireId));
		expect(await created()).toBe(1);
	});

	test('an Item Key is refused before anything is sent, since the upscale could not be found by it', async () => {
		const { error } = await run(imagine, parameters({ upscale: '1', options: { itemKey: 'a' } }));
		expect(error?.description).toContain("without 'Upscale'");
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});

	test('the image is that of the chosen quarter', async () => {
		const result = await run(imagine, { prompt: 'a kite', upscale: '3' });
		expect(only(result).binary?.data).toMatchObject({ mimeType: 'image/png' });
		expect((await emulator.log('runAction'))[0]?.body).toMatchObject({
			customId: expect.stringContaining('upsample::3'),
		});
	});

	test("with Don't Wait there is no such choice, and the grid is the result", async () => {
		const waiting = { waitForCompletion: 'none', upscale: '1' };
		expect(only(await run(imagine, parameters(waiting))).json.action).toBe('IMAGINE');
		expect(await created()).toBe(1);
	});
});
