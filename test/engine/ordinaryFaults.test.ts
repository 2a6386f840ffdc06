import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { variantValues } from '../../emulator/variants';
import { prompts } from '../support/midjourney';
import type { NodeRun } from '../support/n8n';
import { useMatrix } from './matrix';
import { kinds } from './orders';

/** Faults that any service has now and then, and what they have once led to. */
const { emulator, run, others } = useMatrix();

const imagine = 'image.imagine';
const fromItem = { prompt: '={{ $json.prompt }}', downloadImage: false };
const continueOnFail = { onError: 'continueRegularOutput' as const };
const kites = (count: number) =>
	prompts(...Array.from({ length: count }, (_, i) => `kite number ${i}`));
const idsOf = (items: INodeExecutionData[]) => items.map(({ json }) => json.taskId as string);
const premium = { membership: 'premium' as const };

/** How many tasks there are of each prompt. */
const tasksOfPrompts = async () => {
	const counts = new Map<string, number>();
	for (const { prompt } of await emulator.tasks()) {
		const text = String(prompt).replace(/ --seed \d+$/, '');
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	return counts;
};

test('50 items, and one creation is acted on and answered 504 after a minute: nobody pays twice', async () => {
	await emulator.account(premium);
	await emulator.variants({ creationAnswers: 'html-504-acted', oddRhythm: 'once' });
	const credentials = emulator.credentials(premium);
	const { items } = await run(imagine, fromItem, { items: kites(50), credentials });
	expect(new Set(idsOf(items)).size).toBe(50);
	expect(new Set((await tasksOfPrompts()).values())).toEqual(new Set([1]));
	expect((await emulator.stats()).tasksCreated).toBe(50);
});

test('200 items in 20 places while every fifth answer is lost: all are made, and nobody pays twice', async () => {
	const vip = { membership: 'vip' as const };
	await emulator.account(vip);
	await emulator.variants({ creationAnswers: 'html-504-acted', oddRhythm: '2/5' });
	const credentials = emulator.credentials(vip);
	const { items } = await run(imagine, fromItem, {
		items: kites(200),
		credentials,
		...continueOnFail,
	});
	expect(items.filter(({ json }) => json.status === 'SUCCESS')).toHaveLength(200);
	expect(new Set((await tasksOfPrompts()).values())).toEqual(new Set([1]));
});

describe('the workflow was changed before "Retry with currently saved workflow"', () => {
	/** n8n keeps the context of its nodes over a retry, which has another ID and the same token. */
	const retryOf = (first: NodeRun) => ({
		contextData: first.execution.data.executionData?.contextData,
		executionId: 'the retry',
		begunMsAgo: 10 * 60_000,
	});

	test('another prompt makes a new task, and a hint names the old one', async () => {
		const first = await run(imagine, { ...fromItem, prompt: 'a red kite' });
		const second = await run(imagine, { ...fromItem, prompt: 'a blue kite' }, retryOf(first));
		const [blue, red] = (await emulator.tasks()).map(({ taskId }) => String(taskId));
		expect(idsOf(second.items)).toEqual([blue]);
		expect(second.hints.map(({ message }) => message).join()).toContain(red);
	});

	test('another button makes a new task', async () => {
		const source = await others.createGrid('a source');
		const press = (name: string): IDataObject => ({
			taskId: source.taskId,
			buttonNames: [name],
			downloadImage: false,
		});
		const first = await run('image.runAction', press('U1'));
		const second = await run('image.runAction', press('U2'), retryOf(first));
		expect(idsOf(second.items)).not.toEqual(idsOf(first.items));
		expect((await emulator.stats()).requests.runAction).toBe(2);
	});

	test('the same prompt gives the same task', async () => {
		const first = await run(imagine, { ...fromItem, prompt: 'a red kite' });
		const second = await run(imagine, { ...fromItem, prompt: 'a red kite' }, retryOf(first));
		expect(idsOf(second.items)).toEqual(idsOf(first.items));
		expect((await emulator.stats()).tasksCreated).toBe(1);
	});

	test.each(['imagine', 'blend', 'describe', 'runAction'] as const)(
		'what was in doubt is settled first, for %s: "Retry with original workflow" pays nothing twice',
		async (route) => {
			const kind = kinds[route];
			const [order] = await kind.orders(1, others);
			const parameters = { ...kind.parameters, downloadImage: false };
			await emulator.fault(route, 'reset-after');
			await emulator.fault('getMany', 'status-500', {
				skip: route === 'imagine' ? 1 : 0,
				times: 4,
			});
			const first = await run(kind.operation, parameters, { items: [order!.input] });
			expect(first.error?.description).toContain('was not sent again');
			const changes = { items: [order!.input], ...retryOf(first) };
			const second = await run(kind.operation, parameters, changes);
			const [created] = await emulator.tasks();
			const said = `${JSON.stringify(second.items)} ${second.error?.description}`;
			expect(said).toContain(String(created?.taskId));
			expect((await emulator.stats()).requests[route]).toBe(1);
		},
	);
});

describe('an answer that would be final from a service does not end the wait for a paid task', () => {
	test.each(['html-401', 'html-403', 'html-404', 'challenge-403', 'json-401', 'json-403'] as const)(
		'%s to a query',
		async (queryAnswers) => {
			await emulator.variants({ queryAnswers, oddRhythm: 'once' });
			const { items } = await run(imagine, { ...fromItem, prompt: 'a kite' });
			expect(items[0]?.json.status).toBe('SUCCESS');
		},
	);

	test.each(['html-401', 'html-403', 'challenge-403', 'json-401', 'json-403', 'json-402'] as const)(
		'%s to one of nine creations: the other items are made',
		async (creationAnswers) => {
			await emulator.variants({ creationAnswers, oddRhythm: '3/3' });
			const { items } = await run(imagine, fromItem, { items: kites(3), ...continueOnFail });
			const done = items.filter(({ json }) => json.status === 'SUCCESS');
			expect(done.length).toBeGreaterThanOrEqual(2);
			expect(new Set((await tasksOfPrompts()).values())).toEqual(new Set([1]));
		},
	);
});

test('tasks that have timed out here keep their places: never more than three are unfinished', async () => {
	await emulator.settings({ durationSeconds: { min: 300, max: 300 } });
	const options = { timeLimitMinutes: 2 };
	await run(imagine, { ...fromItem, options }, { items: kites(9), ...continueOnFail });
	expect((await emulator.stats()).peakUnfinished).toBe(3);
});

test('a task that has ended at the very moment of its limit is read once more, and returned', async () => {
	await emulator.settings({ durationSeconds: { min: 60, max: 60 } });
	const options = { timeLimitMinutes: 1 };
	const { items } = await run(imagine, { ...fromItem, prompt: 'a kite', options });
	expect(items[0]?.json.status).toBe('SUCCESS');
});

test('two installations of n8n whose executions have the same number do not share a task', async () => {
	const changes = { executionId: '1' };
	const parameters = { ...fromItem, prompt: 'a kite' };
	const first = await run(imagine, parameters, { ...changes, instanceId: 'one' });
	const second = await run(imagine, parameters, { ...changes, instanceId: 'two' });
	expect(idsOf(second.items)).not.toEqual(idsOf(first.items));
});

test.each(['json-403', 'html-403', '400-timeout', 'null-200', 'half', 'json-401'] as const)(
	'a new attempt of a broken execution that gets %s from the list at first adopts all tasks',
	async (listAnswers) => {
		const stalled = { executionId: 'stalled', begunMsAgo: 120_000, items: kites(3) };
		const first = await run(imagine, fromItem, stalled);
		await emulator.variants({ listAnswers, oddRhythm: 'once' });
		const second = await run(imagine, fromItem, stalled);
		expect(idsOf(second.items)).toEqual(idsOf(first.items));
		expect((await emulator.stats()).tasksCreated).toBe(3);
	},
);

test.each(variantValues.queueFullAnswer.filter((name) => name !== 'http-500'))(
	'a Membership that is set too high costs nothing where a full queue is said in the form %s',
	async (queueFullAnswer) => {
		await emulator.account({ membership: 'regular' });
		await emulator.variants({ queueFullAnswer });
		const credentials = emulator.credentials(premium);
		const { items } = await run(imagine, fromItem, { items: kites(9), credentials });
		expect(items.map(({ json }) => json.status)).toEqual(Array(9).fill('SUCCESS'));
		expect((await emulator.stats()).tasksCreated).toBe(9);
	},
);

test('a prompt that is refused in unknown words among others costs one request more', async () => {
	const items = prompts('kite one', 'kite two', 'gore', 'kite three', 'kite four', 'kite five');
	const credentials = emulator.credentials({ membership: 'vip' });
	await emulator.account({ membership: 'vip' });
	await emulator.variants({ refusalText: 'bare' });
	await run(imagine, fromItem, { items, credentials, ...continueOnFail });
	const sent = (await emulator.log('imagine')).filter(({ body }) =>
		String((body as { prompt?: string }).prompt).startsWith('gore'),
	);
	expect(sent.length).toBeLessThanOrEqual(2);
});
