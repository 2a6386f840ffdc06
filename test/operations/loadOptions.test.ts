import { loadOptions } from '../support/editor';
import { useMidjourney } from '../support/midjourney';
import { otherClient } from '../support/otherClient';

const { emulator } = useMidjourney({ tileSize: 64 });
const others = otherClient(emulator);

/** The list of buttons as n8n's editor loads it. */
const buttonsOf = (taskId: unknown, changes = {}) =>
	loadOptions('getButtons', {
		type: 'midjourney',
		parameters: { resource: 'image', operation: 'runAction', taskId: taskId as string },
		credentials: emulator.credentials(changes),
	});

test("the list shows the task's buttons by their plain names", async () => {
	const { taskId, actions } = await others.createGrid();
	const list = await buttonsOf(String(taskId));
	expect(list.map(({ name }) => name)).toEqual([
		...['U1', 'U2', 'U3', 'U4', 'Re-Roll'],
		...['V1', 'V2', 'V3', 'V4'],
	]);
	expect(list.map(({ value }) => value)).toEqual(actions.map(({ customId }) => customId));
});

test('buttons that have no name are listed by their emoji', async () => {
	const { taskId } = await others.press(await others.createGrid(), 'U2');
	expect((await buttonsOf(taskId)).map(({ name }) => name)).toContain('❤️');
});

test.each([
	['no ID', ''],
	['an expression without a value yet', '={{ $json.taskId }}'],
	['a text', 'kite'],
	['nothing', undefined],
])('with %s in the panel the list is empty and no request is sent', async (_, taskId) => {
	expect(await buttonsOf(taskId)).toEqual([]);
	expect((await emulator.stats()).requestsTotal).toBe(0);
});

test('a task that is unfinished has no buttons yet', async () => {
	expect(await buttonsOf(await others.create('imagine', { prompt: 'a kite' }))).toEqual([]);
});

test.each([
	['an unknown task', '4711', {}, 'OhMyGPT does not know this task: Task not found (task 4711)'],
	['a wrong key', '4711', { apiKey: 'sk-wrong' }, 'OhMyGPT did not accept the API key'],
])('%s is shown in the panel', async (_, taskId, changes, message) => {
	await expect(buttonsOf(taskId, changes)).rejects.toThrow(message);
});
