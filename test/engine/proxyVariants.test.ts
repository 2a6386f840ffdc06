import { proxyVariants } from '../../emulator/proxy/variant';
import type { ProxyFaultKind } from '../../emulator/proxy/proxyFaults';
import type { FaultKind } from '../../emulator/faults';
import { only, prompts, useMidjourney } from '../support/midjourney';
import { until } from '../support/until';

const { emulator, run } = useMidjourney(
	{ tileSize: 16, durationSeconds: { min: 20, max: 60 } },
	'midjourneyProxy',
);

/** Faults of a batch: of creations and of readings, each in several places. */
const creationFaults: Array<[FaultKind | ProxyFaultKind, number]> = [
	['gateway-timeout', 4],
	['reset-after', 9],
	['id-number', 12],
	['no-host-image', 14],
	['state-late', 16],
	['queue-full', 21],
	['user-limit', 25],
	['status-429', 28],
	['html-502', 33],
];
const readingFaults: Array<FaultKind | ProxyFaultKind> = [
	'empty-fetch',
	'status-500',
	'status-empty',
	'error-openai-shape',
	'truncated-json',
];

describe.each(proxyVariants)('a server of the kind %s', (proxyVariant) => {
	beforeEach(async () => await emulator.settings({ proxyVariant }));

	test('makes a grid, presses a button of it, and gives the image again for its task', async () => {
		const grid = only(await run('image.imagine', { prompt: 'a red kite' }));
		expect(grid.binary?.data?.mimeType).toBe('image/png');
		const pressed = only(
			await run('image.runAction', { taskId: grid.json.taskId, buttonNames: ['U2'] }),
		);
		expect(pressed.json).toMatchObject({ status: 'SUCCESS', action: 'UPSCALE' });
		const again = only(await run('image.download', { taskId: pressed.json.taskId }));
		expect(again.binary?.data?.fileName).toBe(pressed.binary?.data?.fileName);
	});

	test('50 items with faults: each is right or an honest doubt, and nothing is paid twice', async () => {
		await emulator.settings({ proxyTasksAtOnce: 20 });
		for (const [fault, skip] of creationFaults) await emulator.fault('imagine', fault, { skip });
		for (const fault of readingFaults) await emulator.fault('getByIds', fault, { skip: 1 });
		const texts = Array.from({ length: 50 }, (_, i) => `kite ${i}`);
		const { items, error } = await run(
			'image.imagine',
			{ prompt: '={{ $json.prompt }}', downloadImage: false },
			{
				items: prompts(...texts),
				onError: 'continueRegularOutput',
				credentials: emulator.proxyCredentials({ tasksAtOnce: 20 }),
			},
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(50);
		await until('all tasks have ended', async () => (await emulator.stats()).unfinished === 0);
		const tasks = await emulator.tasks();
		const made = tasks.map(({ prompt }) => prompt?.replace(/ --seed \d+$/, ''));
		expect(made.filter((prompt, i) => made.indexOf(prompt) !== i)).toEqual([]);
		const ids = new Set(items.map(({ json }) => json.taskId));
		items.forEach(({ json }, i) => {
			const exists = made.includes(texts[i]);
			const isKnown = json.taskId !== undefined;
			if (json.error === undefined) expect([json.status, exists]).toEqual(['SUCCESS', true]);
			else if (!isKnown) expect(json.description).toContain('was not sent again');
		});
		// Where the server has a list, every task is found again.
		const hasList = !['new-api', 'one-hub'].includes(proxyVariant);
		if (hasList) expect(tasks.filter(({ taskId }) => !ids.has(String(taskId)))).toEqual([]);
		const inDoubt = items.filter(({ json }) => json.error !== undefined);
		expect(inDoubt.length).toBeLessThanOrEqual(hasList ? 1 : 4);
	});
});
