import { useMidjourney } from '../support/midjourney';
import { runAsTool } from '../support/tool';

const { emulator } = useMidjourney({ durationSeconds: { min: 5, max: 5 }, tileSize: 16 });

/** A call of the tool as agents make it; `runIndex`: some count each try as a further run. */
const call = async (prompt: string, runIndex: number) =>
	await runAsTool(
		{
			parameters: {
				resource: 'image',
				operation: 'imagine',
				prompt,
				downloadImage: false,
			},
			credentials: emulator.credentials(),
			executionId: 'agent',
		},
		runIndex,
	);

describe('A tool of an agent', () => {
	test('that is called again for the same thing returns the same task, and pays once', async () => {
		const first = await call('a kite', 0);
		const second = await call('a kite', 1);
		expect(second.items[0]?.json.taskId).toBe(first.items[0]?.json.taskId);
		expect((await emulator.stats()).tasksCreated).toBe(1);
	});

	test('that is called for something else makes something else', async () => {
		await call('a kite', 0);
		await call('a boat', 1);
		expect((await emulator.stats()).tasksCreated).toBe(2);
	});

	test('that fails says what to do in its message, since agents pass on nothing else', async () => {
		await expect(call(' ', 0)).rejects.toThrow(
			"'Prompt' is empty. Describe in a few words what the image should show.",
		);
	});
});
