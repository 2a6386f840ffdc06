import { only, useMidjourney, withFiles } from '../support/midjourney';
import { otherClient } from '../support/otherClient';
import { plainPicture } from '../support/pictures';

const { emulator, run } = useMidjourney({
	tileSize: 64,
	durationSeconds: { min: 9000, max: 9000 },
});
const others = otherClient(emulator);

const runAction = 'image.runAction';
const noWait = { waitForCompletion: 'none' };
const name = (...buttonNames: string[]) => ({ buttonNames });

describe('a button is chosen', () => {
	test.each([
		['from the list', (customId: string) => ({ chooseButtons: 'list', buttonIds: [customId] })],
		['by its customId', (customId: string) => ({ chooseButtons: 'customId', customId })],
	])('%s', async (_, chosen) => {
		const { taskId, actions } = await others.createGrid();
		const customId = actions.find(({ label }) => label === 'V2')?.customId ?? '';
		const item = only(await run(runAction, { taskId, ...chosen(customId), ...noWait }));
		expect(item.json).toMatchObject({ action: 'VARIATION', status: 'SUBMITTED' });
		expect((await emulator.log('runAction'))[0]?.body).toMatchObject({ customId });
	});

	test('by an emoji that the error of another button has listed', async () => {
		const { taskId } = await others.press(await others.createGrid(), 'U1');
		const { error } = await run(runAction, { taskId, ...name('U1') });
		expect(error?.description).toMatch(/^It has: Upscale \(Subtle\), .*, ❤️\.$/u);
		const pressed = await run(runAction, { taskId, ...name('❤️'), ...noWait });
		expect(pressed.error?.message).toContain('This button starts no task');
	});
});

describe('an invalid button is rejected before anything is paid', () => {
	const has = 'It has: U1, U2, U3, U4, Re-Roll, V1, V2, V3, V4.';

	test.each([
		[
			'a button of other tasks',
			name('U1', 'Zoom Out 2x'),
			"The task has no button 'Zoom Out 2x'",
			has,
		],
		[
			'a customId of another job',
			{ chooseButtons: 'customId', customId: 'MJ::JOB::upsample::1::of-another-job' },
			"The task has no button 'MJ::JOB::upsample::1::of-another-job'",
			has,
		],
		[
			'no button at all',
			name(),
			'No button is chosen',
			'The task has: U1, U2, U3, U4, Re-Roll, V1, V2, V3, V4.',
		],
		[
			'an upscale of an expression that is to be split',
			{ ...name('U1'), buttonNames: "={{ ['V1', 'U1'] }}", splitGrid: true },
			'The image is no 2x2 grid: the result of UPSCALE is a single image',
			"Switch 'Split Grid' off",
		],
	])('%s', async (_, chosen, message, advice) => {
		const { taskId } = await others.createGrid();
		const { error } = await run(runAction, { taskId, ...chosen });
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(advice);
		expect(error?.context?.itemIndex).toBe(0);
		expect(await emulator.stats()).toMatchObject({ tasksCreated: 1 });
	});

	test('a source that is unfinished', async () => {
		const taskId = await others.create('imagine', { prompt: 'a kite' });
		const { error } = await run(runAction, { taskId, ...name('U1') });
		expect(error?.message).toMatch(
			/^The task has no buttons yet: its state is \w+, \d+ % \(task \d+\)$/,
		);
		expect(error?.description).toBe('Task > Wait waits until it is finished.');
	});

	test('a source that has failed', async () => {
		const taskId = await others.createFailed('Could not complete');
		const { error } = await run(runAction, { taskId, ...name('U1') });
		expect(error?.message).toBe(
			`The task has no buttons, since it did not succeed: Could not complete (task ${taskId})`,
		);
	});

	test('a source without buttons', async () => {
		await emulator.fault('imagine', 'null-actions');
		const { taskId } = await others.createGrid();
		const { error } = await run(runAction, { taskId, ...name('U1') });
		expect(error?.message).toContain("The task has no button 'U1'");
		expect(error?.description).toBe('It has: none.');
	});

	test.each(['error', 'null-data'] as const)('a task that is unknown: %s', async (unknownTask) => {
		await emulator.variants({ unknownTask });
		const { error } = await run(runAction, { taskId: '4711', ...name('U1') });
		expect(error?.message).toMatch(/^OhMyGPT does not know this task: .*\(task 4711\)$/);
		expect((await emulator.stats()).requests).toEqual({ get: 1 });
	});

	test('a text that is no task ID, without any request', async () => {
		const { error } = await run(runAction, { taskId: 'kite', ...name('U1') });
		expect(error?.message).toBe("'kite' is no task ID");
		expect((await emulator.stats()).requestsTotal).toBe(0);
	});
});

test('an expired button of an input task is reported with the message of the service', async () => {
	const { taskId } = await others.createGrid();
	const { json } = only(await run('task.get', { taskId }));
	const message = 'customId is invalid or has expired';
	await emulator.fault('runAction', 'error-in-200', { statusCode: 400, message });
	const { error } = await run(runAction, { taskId, ...name('U1') }, { items: [{ json }] });
	expect(error?.message).toBe(
		`This button cannot be pressed: ${message} (button 'U1' of task ${taskId})`,
	);
	expect(error?.description).toContain('Task > Get shows those it has');
});

test('with Continue on Fail the other buttons of the item are pressed all the same', async () => {
	const { taskId } = await others.createGrid();
	await emulator.fault('runAction', 'error-in-200', { statusCode: 400, message: 'odd' });
	const { items } = await run(
		runAction,
		{ taskId, ...name('U1', 'U2'), ...noWait },
		{ onError: 'continueRegularOutput' },
	);
	expect(items.map(({ json }) => Boolean(json.error)).sort()).toEqual([false, true]);
	expect(await emulator.stats()).toMatchObject({ byAction: { UPSCALE: 1 } });
});

describe('a region is varied', () => {
	const region = name('Vary (Region)');
	const upscale = async () => (await others.press(await others.createGrid(), 'U1')).taskId;

	test('with the mask from a binary field', async () => {
		const taskId = await upscale();
		const items = [withFiles({ mask: await plainPicture('white') })];
		const parameters = { taskId, ...region, options: { maskField: 'mask' }, ...noWait };
		const item = only(await run(runAction, parameters, { items }));
		expect(item.json).toMatchObject({ action: 'VARIATION', status: 'SUBMITTED' });
		expect((await emulator.log('runAction')).at(-1)?.body).toMatchObject({
			base64Mask: expect.stringMatching(/^data:image\/png;base64,/),
		});
	});

	test.each([
		['without a mask', {}, "'Vary (Region)' needs a mask", "Set 'Mask Binary Field'"],
		[
			'with a mask that is missing',
			{ maskField: 'mask' },
			"The item has no binary field 'mask'",
			'It has none at all.',
		],
	])('not %s, and nothing is paid', async (_, options, message, advice) => {
		const taskId = await upscale();
		const { tasksCreated } = await emulator.stats();
		const { error } = await run(runAction, { taskId, ...region, options });
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(advice);
		expect(await emulator.stats()).toMatchObject({ tasksCreated });
	});

	test('a mask is required only for a button that needs one', async () => {
		const { taskId } = await others.createGrid();
		const parameters = { taskId, ...name('U1'), options: { maskField: 'mask' }, ...noWait };
		only(await run(runAction, parameters));
		expect((await emulator.log('runAction'))[0]?.body).not.toHaveProperty('base64Mask');
	});
});
