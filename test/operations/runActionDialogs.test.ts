import type { IDataObject } from 'n8n-workflow';
import type { ProxyVariant } from '../../emulator/proxy/variant';
import { only, useMidjourney, withFiles } from '../support/midjourney';
import { plainPicture } from '../support/pictures';

const { emulator, run } = useMidjourney(
	{ tileSize: 32, durationSeconds: { min: 30, max: 30 } },
	'midjourneyProxy',
);

const withButtons = ['plus', 'trueai', 'new-api', 'one-hub'] as const;

const makeGrid = async () =>
	only(await run('image.imagine', { prompt: 'a kite', downloadImage: false })).json;

async function makeUpscale(): Promise<IDataObject> {
	const { taskId } = await makeGrid();
	const parameters = { taskId, buttonNames: ['U1'], downloadImage: false };
	return only(await run('image.runAction', parameters)).json;
}

const press = async (taskId: unknown, name: string, options: IDataObject = {}) => {
	const mask = await plainPicture('white', 'png', 8);
	return await run(
		'image.runAction',
		{
			taskId: taskId as string,
			buttonNames: [name],
			downloadImage: false,
			options: { maskField: 'mask', ...options },
		},
		{ items: [withFiles({ mask })] },
	);
};

const requests = async (route: 'modal' | 'runAction') =>
	(await emulator.stats()).requests[route] ?? 0;

const modalBodies = async () =>
	(await emulator.log('modal')).map(({ body }) => body as Record<string, string>);

describe.each(withButtons)('at a server of the kind %s', (proxyVariant: ProxyVariant) => {
	beforeEach(async () => await emulator.settings({ proxyVariant }));

	test.each([
		['Vary (Region)', 'a blue kite'],
		['Custom Zoom', 'a blue kite --zoom 1.5'],
	])('%s takes a new text: two calls, one task, one item', async (name, prompt) => {
		const { taskId } = await makeUpscale();
		const { tasksCreated } = await emulator.stats();
		const { json } = only(await press(taskId, name, { newPrompt: 'a blue kite', zoomFactor: 1.5 }));
		expect(json.status).toBe('SUCCESS');
		expect((await modalBodies()).map((body) => body.prompt)).toEqual([prompt]);
		expect((await emulator.stats()).tasksCreated).toBe(tasksCreated + 1);
	});

	test('Custom Zoom without options keeps the prompt of the source, and zooms by two', async () => {
		const { taskId, prompt } = await makeUpscale();
		only(await press(taskId, 'Custom Zoom'));
		expect((await modalBodies())[0]?.prompt).toBe(`${prompt as string} --zoom 2`);
	});

	test('Vary (Region) sends the mask with the second call', async () => {
		const { taskId } = await makeUpscale();
		only(await press(taskId, 'Vary (Region)'));
		expect((await modalBodies())[0]?.maskBase64).toMatch(/^data:image\/png;base64,/);
	});

	test.each(['V1', 'Re-Roll'])(
		'P12, P13: in remix mode %s waits for a second call, and gets one',
		async (name) => {
			const { taskId } = await makeGrid();
			await emulator.settings({ proxyRemix: true });
			expect(only(await press(taskId, name)).json.status).toBe('SUCCESS');
			expect([await requests('runAction'), await requests('modal')]).toEqual([1, 1]);
		},
	);

	test.each(['reset-before', 'reset-after', 'status-500', 'status-429', 'queue-full'] as const)(
		'a second call that is answered by %s is sent until the task goes on, and paid once',
		async (fault) => {
			const { taskId } = await makeGrid();
			await emulator.settings({ proxyRemix: true });
			const { tasksCreated } = await emulator.stats();
			await emulator.fault('modal', fault);
			expect(only(await press(taskId, 'V1')).json.status).toBe('SUCCESS');
			expect((await emulator.stats()).tasksCreated).toBe(tasksCreated + 1);
			expect(await requests('runAction')).toBe(1);
		},
	);

	test('a later attempt of the execution sends the second call that is missing', async () => {
		const { taskId } = await makeGrid();
		await emulator.settings({ proxyRemix: true });
		await emulator.fault('modal', 'reset-before', { times: 100 });
		const { tasksCreated } = await emulator.stats();
		const result = await run(
			'image.runAction',
			{
				taskId,
				buttonNames: ['V1'],
				downloadImage: false,
				options: { timeLimitMinutes: 2 },
			},
			{ retryOnFail: { maxTries: 5, waitBetweenTries: 5000 } },
		);
		expect(result.error?.message).toContain('MODAL');
		await emulator.mend();
		const { execution } = result;
		const again = await run(
			'image.runAction',
			{ taskId, buttonNames: ['V1'], downloadImage: false },
			{ contextData: execution.data.executionData?.contextData, begunMsAgo: 900_000 },
		);
		expect(only(again).json.status).toBe('SUCCESS');
		expect((await emulator.stats()).tasksCreated).toBe(tasksCreated + 1);
	});

	test('Task > Get shows a task that waits for its second call, and sends none', async () => {
		const { taskId } = await makeGrid();
		await emulator.settings({ proxyRemix: true });
		const pressed = await run('image.runAction', {
			taskId,
			buttonNames: ['V1'],
			waitForCompletion: 'none',
		});
		const sent = await requests('modal');
		await run('task.get', { taskId: only(pressed).json.taskId });
		expect(await requests('modal')).toBe(sent);
	});
});

test('P8, P9: a server without buttons gives them by name, through its older address', async () => {
	await emulator.settings({ proxyVariant: 'base' });
	const { taskId } = await makeGrid();
	const buttonNames = ['U1', 'V2', 'Re-Roll'];
	const { items } = await run('image.runAction', { taskId, buttonNames, downloadImage: false });
	expect(items.map(({ json }) => [json.status, json.action])).toEqual([
		['SUCCESS', 'UPSCALE'],
		['SUCCESS', 'VARIATION'],
		['SUCCESS', 'REROLL'],
	]);
	const bodies = (await emulator.log('change')).map(({ body }) => body as IDataObject);
	expect(bodies.map(({ action, index }) => [action, index])).toEqual([
		['UPSCALE', 1],
		['VARIATION', 2],
		['REROLL', 1],
	]);
});
