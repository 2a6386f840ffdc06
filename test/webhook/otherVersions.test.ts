import { itemsOf, secret, useTrigger } from '../support/trigger';
import { useSuspension } from '../support/suspension';
import { callWebhook } from '../support/webhookCall';

describe('An execution that another version of this node has suspended', () => {
	const { imagine, tasks, emulator } = useSuspension();

	async function suspendedByAnotherVersion(onError?: 'continueErrorOutput') {
		const suspended = await imagine(['a kite', 'a boat'], {}, { onError });
		const [context] = Object.values(suspended.run.execution.data.executionData!.contextData);
		(context as { suspended: { version: number } }).suspended.version = 99;
		const created = await tasks();
		const ids = created.map(({ taskId }) => String(taskId));
		const report = { body: { taskId: created[0]!.taskId, status: 'SUCCESS' } };
		return { suspended, ids, call: { ...report, query: created[0]!.query } };
	}

	it('ends with an error that names its tasks', async () => {
		const { suspended, ids, call } = await suspendedByAnotherVersion();
		const requests = (await emulator.stats()).requestsTotal;
		const [items] = await suspended.resume((await suspended.call(call)).outputs);
		expect(items).toMatchObject([
			{ json: { taskIds: ids, error: expect.stringContaining(ids.join(', ')) } },
		]);
		expect((await emulator.stats()).requestsTotal).toBe(requests);
	});

	it('has its error on the error output, where the node has one', async () => {
		const { suspended, ids, call } = await suspendedByAnotherVersion('continueErrorOutput');
		const [items, errors] = await suspended.resume((await suspended.call(call)).outputs);
		expect(items).toEqual([]);
		expect(errors).toMatchObject([{ json: { message: { taskIds: ids } } }]);
	});

	it('is not ended by a call without its nonce', async () => {
		const { suspended, call } = await suspendedByAnotherVersion();
		const forged = { ...call, query: { ...call.query, nonce: 'forged' } };
		expect(await suspended.call(forged)).toMatchObject({ status: 403, outputs: undefined });
	});
});

describe('What a trigger of another version has stored', () => {
	const { client, listen } = useTrigger();

	it.each([
		{ label: 'text', history: 'x' },
		{ label: 'a list', history: [1] },
		{ label: 'reports of another shape', history: { 4711: 'seen', 4712: { percent: 'x' } } },
	])('does not stop reports: $label', async ({ history }) => {
		const { setup } = await listen();
		Object.assign(setup.workflow.getStaticData('node', setup.node), { history });
		const task = await client.createGrid();
		const result = await callWebhook(setup, { body: task, query: { secret } });
		expect(itemsOf(result)).toMatchObject([{ event: 'completed' }]);
	});
});
