import type { IDataObject } from 'n8n-workflow';
import { prompts } from '../support/midjourney';
import { until } from '../support/until';
import { useMatrix } from './matrix';
import { kinds } from './orders';

const { emulator, run, start, others } = useMatrix();

const noPicture = { downloadImage: false };

/** Presses a button of the source task in the input item. */
const pressButton = async (source: object, label: string, options: IDataObject = {}) =>
	await run(
		'image.runAction',
		{ ...noPicture, taskId: '={{ $json.taskId }}', buttonNames: [label], options },
		{ items: [{ json: { ...source } }] },
	);

describe('another client creates a task of the same kind meanwhile', () => {
	test.each(['blend', 'describe'] as const)(
		'%s: the two tasks cannot be distinguished, so the error names both and nothing is sent again',
		async (route) => {
			const kind = kinds[route];
			const [own, foreign] = await kind.orders(2, others);
			await emulator.settings({ durationSeconds: { min: 60, max: 60 } });
			await emulator.fault(route, 'reset-after');
			// The list responds after the other client has created its task.
			await emulator.fault('getMany', 'slow', { delayMs: 100_000, acted: false });
			const running = start(
				kind.operation,
				{ ...kind.parameters, ...noPicture },
				{ items: [own!.input] },
			);
			await until('the response is lost', async () => (await emulator.log('getMany')).length === 1);
			const pictures = foreign!.marks[0]!.split(' ');
			await others.create(route, { base64Array: pictures, base64: pictures[0] });
			const { error } = await running.finished;
			expect(error?.description).toContain('was not sent again');
			for (const { taskId } of await emulator.tasks()) {
				expect(error?.description).toContain(String(taskId));
			}
			expect((await emulator.stats()).requests[route]).toBe(2);
		},
	);

	test('another task of Imagine is not confused with ours, which has its own seed', async () => {
		await emulator.settings({ durationSeconds: { min: 60, max: 60 } });
		await emulator.fault('imagine', 'reset-after');
		await emulator.fault('getMany', 'slow', { skip: 1, delayMs: 100_000, acted: false });
		const running = start('image.imagine', { ...noPicture, prompt: 'a kite' });
		await until('the response is lost', async () => (await emulator.log('getMany')).length === 2);
		await others.create('imagine', { prompt: 'a kite' });
		const { items } = await running.finished;
		const [, own] = await emulator.tasks();
		expect(items[0]?.json).toMatchObject({ taskId: String(own?.taskId), status: 'SUCCESS' });
	});
});

test('another run of the node creates a task while the list is read: the creation is still proven lost, and sent again', async () => {
	await emulator.fault('imagine', 'status-500');
	// The first look that can be the proof, after one page at the start and eight looks of two pages.
	await emulator.fault('getMany', 'slow', { skip: 18, delayMs: 10_000, acted: false });
	const running = start(
		'image.imagine',
		{ ...noPicture, prompt: '={{ $json.prompt }}' },
		{ items: prompts('a boat', 'a raft') },
	);
	await until('a look is held up', async () => (await emulator.log('getMany')).length === 19);
	await others.create('imagine', { prompt: 'a kite --seed 1234567890' });
	const { items } = await running.finished;
	const [own] = await emulator.tasks();
	expect(items[0]?.json).toMatchObject({ taskId: String(own?.taskId), status: 'SUCCESS' });
	expect(await emulator.stats()).toMatchObject({ tasksCreated: 3, requests: { imagine: 4 } });
});

describe('the response to a pressed button is lost', () => {
	test.each(['U2', 'V3', 'Re-Roll'])(
		'%s: somebody else may have pressed it, so the error names the new task, and nothing is sent again',
		async (label) => {
			const source = await others.createGrid('a kite --ar 3:2');
			await emulator.fault('runAction', 'reset-after');
			const { error } = await pressButton(source, label);
			const created = (await emulator.tasks()).find(({ sourceId }) => sourceId !== null);
			expect(error?.description).toContain(String(created?.taskId));
			expect((await emulator.stats()).requests).toMatchObject({ runAction: 1 });
		},
	);

	test('a button whose task has another prompt: the error names the task, and nothing is sent again', async () => {
		await emulator.variants({ describeExtras: 'present' });
		const [order] = await kinds.describe.orders(1, others);
		const source = await others.createFinished('describe', { base64: order!.marks[0] });
		await emulator.fault('runAction', 'reset-after');
		const { error } = await pressButton(source, '2️⃣');
		const [created] = await emulator.tasks();
		expect(created).toMatchObject({ action: 'IMAGINE', sourceId: source.taskId });
		expect(error?.description).toContain('was not sent again');
		expect(error?.description).toContain(String(created?.taskId));
		expect((await emulator.stats()).requests).toMatchObject({ runAction: 1 });
	});

	test('without a task in the list the button is not pressed again, since a list may be late', async () => {
		const source = await others.createGrid();
		await emulator.fault('runAction', 'reset-before');
		const { error } = await pressButton(source, 'Re-Roll');
		expect(error?.description).toContain('was not sent again');
		expect((await emulator.stats()).requests).toMatchObject({ runAction: 1 });
	});

	test('with Send Again After Checking it is pressed again if the list shows no task', async () => {
		const source = await others.createGrid();
		await emulator.fault('runAction', 'reset-before');
		const { items } = await pressButton(source, 'Re-Roll', { ifAnswerIsLost: 'sendAgain' });
		expect(items[0]?.json).toMatchObject({ action: 'REROLL', status: 'SUCCESS' });
		expect((await emulator.stats()).requests).toMatchObject({ runAction: 2 });
	});
});

test('a response that is lost three times in a row, without a task, is an error', async () => {
	await emulator.fault('imagine', 'reset-before', { times: 99 });
	const options = { ifAnswerIsLost: 'sendAgain' };
	const { error } = await run('image.imagine', { ...noPicture, prompt: 'a kite', options });
	expect(error?.message).toMatch(/^The connection to OhMyGPT broke before the response came: /);
	expect(await emulator.stats()).toMatchObject({ tasksCreated: 0, requests: { imagine: 3 } });
});

test.each([
	['behind', -3_600],
	['ahead of', 3_600],
])(
	'the task of a lost response is named although the clock of the service is an hour %s ours',
	async (_, clockAheadSeconds) => {
		await emulator.settings({ clockAheadSeconds });
		await emulator.fault('blend', 'reset-after');
		const kind = kinds.blend;
		const [order] = await kind.orders(1, others);
		const { error } = await run(
			kind.operation,
			{ ...kind.parameters, ...noPicture },
			{ items: [order!.input] },
		);
		const [created] = await emulator.tasks();
		expect(error?.description).toContain(String(created?.taskId));
		expect((await emulator.stats()).requests).toMatchObject({ blend: 1 });
	},
);
