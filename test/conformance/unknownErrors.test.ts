import { otherClient } from '../support/otherClient';
import { only, useMidjourney } from '../support/midjourney';

const { emulator, run } = useMidjourney({
	tileSize: 64,
	durationSeconds: { min: 20, max: 20 },
});
const others = otherClient(emulator);

const imagine = 'image.imagine';
const kite = { prompt: 'a red kite', options: { seed: 'none' } };
const started = { ...kite, waitForCompletion: 'none' };
const asKey = (apiKey: string) => ({ credentials: emulator.credentials({ apiKey }) });

describe("an error has the service's message", () => {
	const rejected = [
		['a key without permission', () => asKey(emulator.keys.withoutMidjourney), 'no permission'],
		['a wrong key', () => asKey('sk-wrong'), 'Invalid API key'],
	] as const;

	test.each(rejected)('%s [U1]', async (_, changes, text) => {
		const { error } = await run(imagine, kite, changes());
		expect(error?.message).toContain(text);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 0 });
	});

	test.each(['inside-200', 'http-status'] as const)(
		'whatever its HTTP status is: %s [U2]',
		async (errorStyle) => {
			await emulator.variants({ errorStyle });
			await emulator.account({ balance: 0, freeBalance: 0 });
			const { error } = await run(imagine, kite);
			expect(error?.message).toBe('The balance of the OhMyGPT account is too low: Balance too low');
		},
	);

	test.each([
		['an image that cannot be read', 'imagine', 'base64Array holds no image'],
		['a rate limit without its own status', 'imagine', 'slow down a little, please'],
		['an unknown error', 'imagine', 'E7: 你好'],
		['a pool mismatch', 'runAction', 'parameter type must be the same as that of the task'],
		['a button that has expired', 'runAction', 'This action has expired'],
		['a page out of range', 'getMany', 'page is out of range'],
	] as const)('%s [U1]', async (_, route, message) => {
		const { taskId } = await others.createGrid();
		await emulator.fault(route, 'error-in-200', { statusCode: 400, message });
		const { error } = await {
			imagine: async () => await run(imagine, started),
			runAction: async () => await run('image.runAction', { taskId, buttonNames: ['U1'] }),
			getMany: async () => await run('task.getMany', { returnAll: true }),
		}[route]();
		expect(error?.message).toContain(message);
	});

	test('a prompt that is rejected at creation, or later [U1]', async () => {
		const atCreation = await run(imagine, { prompt: 'a naked truth' });
		const later = await run(imagine, { prompt: 'a bloodbath' });
		for (const { error } of [atCreation, later]) {
			expect(error?.message).toMatch(/^Midjourney's moderation rejected the prompt: /);
		}
	});

	test.each(['error', 'null-data'] as const)(
		'an unknown task or a task of another account, with the response %s [U1]',
		async (unknownTask) => {
			await emulator.variants({ unknownTask });
			const { taskId } = await others.createGrid();
			for (const changes of [{}, asKey(emulator.keys.otherAccount)]) {
				const id = 'credentials' in changes ? taskId : 987654321;
				const { error } = await run('task.get', { taskId: id }, changes);
				expect(error?.message).toMatch(/^OhMyGPT does not know this task: .* \(task \d+\)$/);
			}
		},
	);
});

test.each(['400', '429'] as const)(
	'if the queue is full (error %s), the node waits and retries [U1]',
	async (queueFull) => {
		await emulator.variants({ queueFull });
		for (const n of [1, 2, 3]) await others.create('imagine', { prompt: `another ${n}` });
		expect(only(await run(imagine, kite)).json).toMatchObject({ status: 'SUCCESS' });
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 4, peakUnfinished: 3 });
	},
);

test.each([
	[imagine, kite],
	['task.get', { taskId: 4711 }],
	['task.getMany', {}],
])(
	'if the service has removed its Midjourney part, %s reports that [U10]',
	async (operation, parameters) => {
		await emulator.variants({ service: 'retired' });
		emulator.expectUnknownAddresses();
		const { error } = await run(operation, parameters);
		expect(error?.message).toMatch(/^The response did not come from OhMyGPT's API: /);
		expect(error?.description).toMatch(/moved or ended this part of its API|not sent again/);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 0 });
	},
);

test('a creation whose response is lost is found by its seed, and is neither repeated nor paid twice [U11]', async () => {
	await emulator.fault('imagine', 'reset-after');
	const { json } = only(await run(imagine, { prompt: 'a red kite' }));
	expect(json).toMatchObject({ status: 'SUCCESS' });
	expect(await emulator.stats()).toMatchObject({ tasksCreated: 1, tokensCharged: 14000 });
});

test('without a seed its task is named, and it is neither repeated nor paid twice [U11]', async () => {
	await emulator.fault('imagine', 'reset-after');
	const { error } = await run(imagine, { prompt: 'a red kite', options: { seed: 'none' } });
	const [created] = await emulator.tasks();
	expect(error?.description).toContain(String(created?.taskId));
	expect(await emulator.stats()).toMatchObject({ tasksCreated: 1 });
});
