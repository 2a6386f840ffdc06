import { only, useMidjourney } from '../support/midjourney';
import { suspend } from '../support/suspended';
import { useSuspension } from '../support/suspension';
import { itemsOf, useTrigger } from '../support/trigger';
import { otherProxyClient } from '../support/otherProxyClient';
import { queryOf } from '../support/webhookCall';
import { furtherWires, wires } from '../support/wires';

const wireNamed = (variant: string) =>
	[...wires, ...furtherWires].find(({ name }) => name.endsWith(variant))!;

describe('A server that does not call back, as the credential says', () => {
	const { emulator, run } = useMidjourney(
		{ durationSeconds: { min: 5, max: 5 }, tileSize: 16 },
		'midjourneyProxy',
	);

	it('is polled instead of suspending, and a hint says why', async () => {
		const result = await run('image.imagine', {
			prompt: 'a kite',
			waitForCompletion: 'suspend',
		});
		expect(only(result).json.status).toBe('SUCCESS');
		expect(result.hints.map(({ message }) => message).join()).toMatch(
			/'Server Calls Back' is off.*polls its tasks instead/,
		);
		const [created] = await emulator.log('imagine');
		expect(created?.body).not.toHaveProperty('notifyHook');
	});

	it('gets no webhook URL: the error says what to switch on, and nothing is sent', async () => {
		const { error } = await run('image.imagine', {
			prompt: 'a kite',
			waitForCompletion: 'none',
			webhookUrl: 'https://n8n.example.com/webhook/1',
		});
		expect(error?.message).toMatch(/'Webhook/);
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});
});

describe('A webhook URL at a server that shows it to others', () => {
	const { emulator, run } = useMidjourney({}, 'midjourneyProxy');

	it('has a signature of its own for each task, and never the secret', async () => {
		const credentials = emulator.proxyCredentials({
			callsBack: true,
			webhookSecret: 'open sesame',
		});
		const webhookUrl = `${emulator.url}/hook`;
		for (const prompt of ['one', 'two']) {
			const parameters = { prompt, waitForCompletion: 'none', webhookUrl };
			only(await run('image.imagine', parameters, { credentials }));
		}
		const hooks = (await emulator.log('imagine')).map(
			({ body }) => (body as { notifyHook: string }).notifyHook,
		);
		expect(new Set(hooks).size).toBe(2);
		expect(hooks.join()).not.toContain('sesame');
	});
});

describe('The trigger at Midjourney Proxy', () => {
	const { emulator, listen } = useTrigger({ tileSize: 16 }, 'midjourneyProxy');

	it('starts for a report with a signature, and confirms it with the server', async () => {
		const client = otherProxyClient(emulator);
		const task = await client.createGrid();
		const { report, call } = await listen();
		expect(itemsOf(await report(task))).toMatchObject([
			{ event: 'completed', taskId: String(task.taskId) },
		]);
		const forged = await call({ body: task, query: { signature: 'a.b' } });
		expect(forged).toMatchObject({ status: 401, outputs: undefined });
	});

	it('believes no report by itself, whatever the hidden switch says', async () => {
		const client = otherProxyClient(emulator);
		const taskId = await client.create('imagine', { prompt: 'a kite' });
		await emulator.finish(taskId, { failReason: 'Out of paint' });
		const { report } = await listen({ verify: false });
		const lie = { id: String(taskId), status: 'SUCCESS', progress: '100%' };
		expect(itemsOf(await report(lie))).toMatchObject([{ event: 'failed' }]);
	});
});

describe('An execution that is suspended at a server of the kind trueai', () => {
	const { emulator, imagine, tasks, end } = useSuspension({}, wireNamed('trueai'));

	it('resumes once although the last report comes twice', async () => {
		const suspended = await imagine(['a kite']);
		const [task] = await tasks();
		const results = [
			await end(suspended, task!),
			await end(suspended, task!).catch(() => undefined),
		];
		expect(results[0]?.outputs).toBeDefined();
		expect((await emulator.stats()).tasksCreated).toBe(1);
	});
});

describe('An execution that is suspended at a server of the kind plus', () => {
	const { emulator, client, optionsFor, imagine } = useSuspension({}, wireNamed('plus'));

	it('returns its tasks at the limit if no report ever comes', async () => {
		const suspended = await imagine(['a kite', 'a boat']);
		const [items] = await suspended.reachLimit();
		expect(items?.map(({ json }) => json.timedOut)).toEqual([true, true]);
	});

	it('P12: has answered a button that asks for more before it is suspended', async () => {
		const source = await client.createGrid();
		await emulator.settings({ proxyRemix: true });
		const parameters = { taskId: String(source.taskId), buttonNames: ['V1'] };
		const suspended = await suspend(optionsFor('image.runAction', parameters));
		expect((await emulator.stats()).requests).toMatchObject({ runAction: 1, modal: 1 });
		const made = (await emulator.tasks()).find(({ taskId }) => taskId !== source.taskId)!;
		await emulator.finish(made.taskId);
		const result = await suspended.call({
			body: await client.get(made.taskId),
			query: queryOf(made.webhook ?? 'http://none'),
		});
		const [items] = await suspended.resume(result.outputs);
		expect(items?.[0]?.json).toMatchObject({ taskId: String(made.taskId), status: 'SUCCESS' });
	});
});
