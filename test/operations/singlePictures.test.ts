import { only, useMidjourney } from '../support/midjourney';
import { pixelsOf } from '../support/pictures';

const { emulator, run } = useMidjourney(
	{ tileSize: 32, durationSeconds: { min: 5, max: 5 } },
	'midjourneyProxy',
);

const load = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
const withoutProxy = () => ({ credentials: emulator.proxyCredentials({ imageProxyBaseUrl: '' }) });
const splitGrid = { prompt: 'a kite', splitGrid: true };

describe('Split Grid', () => {
	test('returns the four images that the server itself names, without an image proxy', async () => {
		await emulator.settings({ proxyVariant: 'trueai' });
		const { items, binary } = await run('image.imagine', splitGrid, withoutProxy());
		expect(items.map(({ json }) => json.tile)).toEqual([1, 2, 3, 4]);
		for (const item of items) {
			const { taskId, tile } = item.json as { taskId: string; tile: number };
			const expected = await load(`${emulator.url}/_emulator/tasks/${taskId}/tiles/${tile}`);
			expect(await pixelsOf(await binary(item))).toEqual(await pixelsOf(expected));
		}
		expect((await emulator.stats()).requests.imageProxy).toBeUndefined();
	});

	test('crops the grid with the image proxy of the credential where the server names none', async () => {
		await emulator.settings({ proxyVariant: 'plus' });
		const { items } = await run('image.imagine', splitGrid);
		expect(items.map(({ json }) => json.tile)).toEqual([1, 2, 3, 4]);
	});

	test('names the paid task, and what to set, where there is neither', async () => {
		await emulator.settings({ proxyVariant: 'plus' });
		const { error } = await run('image.imagine', splitGrid, withoutProxy());
		const [task] = await emulator.tasks();
		expect(error?.message).toContain('the credential names no image proxy');
		expect(error?.message).toContain(String(task?.taskId));
		expect(error?.description).toContain("'Image Proxy Base URL'");
	});
});

test('an image without an image proxy comes from where the server says', async () => {
	const { json, binary } = only(await run('image.imagine', { prompt: 'a kite' }, withoutProxy()));
	expect([json.status, binary?.data?.mimeType]).toEqual(['SUCCESS', 'image/png']);
});
