import sharp from 'sharp';
import { crop, dataUrl, decode, useService, type Pixels, type WireTask } from './client';

const service = useService();
const { run, press, mj, create, control, finished, pixels } = service;

const labels = ({ actions }: WireTask) => actions.map(({ label, emoji }) => label || emoji);
const size = ({ width, height }: Pixels) => [width, height];
const gridLabels = ['U1', 'U2', 'U3', 'U4', '🔄', 'V1', 'V2', 'V3', 'V4'];

/** Mean difference of two pictures per channel, from 0 to 255. */
function difference(a: Pixels, b: Pixels): number {
	expect(size(a)).toEqual(size(b));
	let sum = 0;
	for (let index = 0; index < a.data.length; index += 1) {
		sum += Math.abs((a.data[index] ?? 0) - (b.data[index] ?? 0));
	}
	return sum / a.data.length;
}

async function resized({ data, width, height }: Pixels, w: number, h: number): Promise<Pixels> {
	const raw = { raw: { width, height, channels: 3 as const } };
	return {
		data: await sharp(data, raw).resize(w, h, { fit: 'fill' }).raw().toBuffer(),
		width: w,
		height: h,
	};
}

describe('a grid', () => {
	it.each([
		['1:1', '', [128, 128]],
		['3:2', ' --ar 3:2', [160, 112]],
		['1:2', ' --ar 1:2', [96, 176]],
		['draft of V7', ' --draft --v 7', [128, 128]],
		['draft of V8: 24 small tiles', ' --draft', [192, 128]],
	])('has the size of its aspect ratio: %s', async (_label, flags, expected) => {
		const task = await run('imagine', { prompt: `a kite${flags}` });
		expect(size(await pixels(task.imageDcUrl))).toEqual(expected);
	});

	it('has four different tiles, and U1 to U4 return exactly these', async () => {
		await control('PUT', 'account', { membership: 'vip' });
		const grid = await run('imagine', { prompt: 'a kite --ar 3:2' });
		expect(labels(grid)).toEqual(gridLabels);
		const whole = await pixels(grid.imageDcUrl);
		const [w, h] = [whole.width / 2, whole.height / 2];
		const tiles = await Promise.all(
			[0, 1, 2, 3].map((n) => crop(whole, (n % 2) * w, Math.floor(n / 2) * h, w, h)),
		);
		for (const n of [1, 2, 3, 4]) {
			const single = await press(grid, `U${n}`);
			expect(single).toMatchObject({
				action: 'UPSCALE',
				status: 'SUCCESS',
				prompt: 'a kite --ar 3:2',
			});
			const picture = await pixels(single.imageDcUrl);
			expect(tiles.map(({ data }) => data.equals(picture.data))).toEqual(
				[1, 2, 3, 4].map((tile) => tile === n),
			);
			const shown = await decode(
				(await service.send('GET', `/_emulator/tasks/${grid.taskId}/tiles/${n}`)).bytes,
			);
			expect(shown.data.equals(picture.data)).toBe(true);
		}
	});

	it('is different after V2 and after a re-roll', async () => {
		const grid = await run('imagine', { prompt: 'a kite' });
		const old = await pixels(grid.imageDcUrl);
		const [varied, rolled] = [await press(grid, 'V2'), await press(grid, '🔄')];
		expect([varied.action, rolled.action]).toEqual(['VARIATION', 'REROLL']);
		for (const task of [varied, rolled]) {
			expect(labels(task)).toEqual(gridLabels);
			expect(difference(await pixels(task.imageDcUrl), old)).toBeGreaterThan(5);
		}
	});
});

describe('a single picture', () => {
	let single: WireTask;
	let old: Pixels;

	beforeEach(async () => {
		single = await press(await run('imagine', { prompt: 'a kite --ar 3:2' }), 'U2');
		old = await pixels(single.imageDcUrl);
	});

	it('has buttons for upscales, variations, zooms, pans, and Make Square unless it is square', async () => {
		expect(labels(single)).toEqual([
			'Upscale (Subtle)',
			'Upscale (Creative)',
			'Vary (Subtle)',
			'Vary (Strong)',
			'Vary (Region)',
			'Zoom Out 2x',
			'Zoom Out 1.5x',
			'Custom Zoom',
			'⬅️',
			'➡️',
			'⬆️',
			'⬇️',
			'Make Square',
			'❤️',
		]);
		const square = await press(await run('imagine', { prompt: 'a kite' }), 'U1');
		expect(labels(square)).not.toContain('Make Square');
	});

	it.each(['Upscale (Subtle)', 'Upscale (Creative)'])(
		'is twice as large after %s, which cannot be repeated',
		async (label) => {
			const task = await press(single, label);
			const picture = await pixels(task.imageDcUrl);
			expect(size(picture)).toEqual([old.width * 2, old.height * 2]);
			expect(difference(await resized(picture, old.width, old.height), old)).toBeLessThan(12);
			expect(labels(task).filter((each) => each.startsWith('Upscale'))).toEqual([]);
		},
	);

	it.each([
		['Zoom Out 2x', 1 / 2],
		['Zoom Out 1.5x', 1 / 1.5],
		['Custom Zoom', 1 / 1.2],
	])('is smaller in the middle of each tile after %s', async (label, part) => {
		const task = await press(single, label, { prompt: 'a kite --zoom 1.2' });
		expect(task.action).toBe('ZOOM');
		const [w, h] = [old.width, old.height];
		const grid = await pixels(task.imageDcUrl);
		expect(size(grid)).toEqual([2 * w, 2 * h]);
		const [smallW, smallH] = [Math.round(w * part), Math.round(h * part)];
		const [left, top] = [w, h].map((side) => Math.round((side * (1 - part)) / 2));
		const inner = await crop(grid, left ?? 0, top ?? 0, smallW, smallH);
		expect(difference(inner, await resized(old, smallW, smallH))).toBeLessThan(10);
		expect(difference(await crop(grid, 0, 0, w, h), old)).toBeGreaterThan(10);
	});

	it.each([
		['⬅️', [120, 56], [40, 0]],
		['➡️', [120, 56], [0, 0]],
		['⬆️', [80, 84], [0, 28]],
		['⬇️', [80, 84], [0, 0]],
		['Make Square', [80, 80], [0, 12]],
	])('is unchanged inside a larger tile after %s', async (label, tile, [left = 0, top = 0]) => {
		const grid = await pixels((await press(single, label)).imageDcUrl);
		expect(size(grid)).toEqual(tile.map((side) => side * 2));
		const inner = await crop(grid, left, top, old.width, old.height);
		expect(difference(inner, old)).toBeLessThan(2);
	});

	it('requires a mask for Vary (Region), which must be a picture', async () => {
		const customId = single.actions.find(({ label }) => label === 'Vary (Region)')?.customId;
		const call = { taskId: String(single.taskId), customId };
		expect(await mj('action', call)).toMatchObject({ statusCode: 400, data: null });
		expect(await mj('action', { ...call, base64Mask: 'data:image/png;base64,AAAA' })).toMatchObject(
			{ statusCode: 400 },
		);
		const task = await press(single, 'Vary (Region)', { base64Mask: await dataUrl('white') });
		expect(task).toMatchObject({ status: 'SUCCESS', action: 'VARIATION' });
	});
});

describe('a button', () => {
	it.each([
		['of another pool', { type: 'NORMAL' }, 'pool'],
		['that the task does not have', { customId: 'MJ::JOB::upsample::5::x' }, 'customId'],
		[
			'of another job',
			{ customId: 'MJ::JOB::upsample::1::11111111-2222-3333-4444-555555555555' },
			'customId',
		],
	])('%s is rejected', async (_label, change, text) => {
		const grid = await run('imagine', { prompt: 'a kite' });
		const call = { taskId: String(grid.taskId), customId: grid.actions[0]?.customId, ...change };
		const response = await mj('action', call);
		expect(response).toMatchObject({ statusCode: 400, data: null });
		expect(response.message).toContain(text);
	});

	it('of an unfinished task is rejected', async () => {
		await control('PUT', 'settings', { speed: 1 });
		const id = await create('imagine', { prompt: 'a kite' });
		expect(await mj('action', { taskId: id, customId: 'MJ::JOB::upsample::1::x' })).toMatchObject({
			statusCode: 400,
			message: 'The source task is not finished',
		});
	});
});

describe('describe', () => {
	it('returns four prompts with the main colour and the aspect ratio of the picture', async () => {
		const task = await run('describe', { base64: await dataUrl('teal', 60, 40) });
		const prompts = task.prompt.split('\n\n');
		expect(prompts.map((prompt) => prompt.slice(0, 3))).toEqual(['1️⃣', '2️⃣', '3️⃣', '4️⃣']);
		for (const prompt of prompts) expect(prompt).toMatch(/teal.* --ar 3:2$/);
		const other = await run('describe', { base64: await dataUrl('crimson', 90, 160) });
		expect(other.prompt).toMatch(/red.* --ar 9:16/);
	});

	it('has a button that imagines each prompt, and a button that describes again', async () => {
		await control('PUT', 'variants', { describeExtras: 'present' });
		const task = await run('describe', { base64: await dataUrl('teal') });
		const imagined = await press(task, '2️⃣');
		expect(imagined).toMatchObject({ action: 'IMAGINE', status: 'SUCCESS' });
		expect(`2️⃣ ${imagined.prompt}`).toBe(task.prompt.split('\n\n')[1]);
		expect(await press(task, '🔄')).toMatchObject({ action: 'DESCRIBE', prompt: task.prompt });
	});
});

it.each([
	['PORTRAIT', [104, 160]],
	['SQUARE', [128, 128]],
	['LANDSCAPE', [160, 104]],
])('a %s blend is a grid with this aspect ratio', async (dimensions, expected) => {
	const base64Array = await Promise.all(['red', 'blue', 'green'].map((colour) => dataUrl(colour)));
	const task = await finished(await create('blend', { base64Array, dimensions }));
	expect(task).toMatchObject({ action: 'BLEND', status: 'SUCCESS' });
	const [width = 0, height = 0] = expected;
	const grid = await pixels(task.imageDcUrl);
	expect(Math.abs(grid.width - width)).toBeLessThanOrEqual(8);
	expect(Math.abs(grid.height - height)).toBeLessThanOrEqual(8);
	expect(labels(task)).toEqual(gridLabels);
});
