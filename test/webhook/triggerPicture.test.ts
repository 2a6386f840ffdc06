import { plainPicture, useWebServer } from '../support/pictures';
import { itemsOf, useTrigger } from '../support/trigger';

const { emulator, client, listen } = useTrigger();
const server = useWebServer({ 'picture.png': () => plainPicture('red') });

/** Task ID of an invented task, whose picture is at a given URL. */
let invented = 9_000_000;
const withPicture = (imageDcUrl: string) => ({
	taskId: ++invented,
	status: 'SUCCESS',
	action: 'UPSCALE',
	imageDcUrl,
});

describe('Download Image', () => {
	it('puts the image into the item that starts the workflow', async () => {
		const task = await client.createGrid();
		const { outputs } = await (await listen({ downloadImage: true })).report(task);
		expect(outputs?.[0]).toHaveLength(1);
		expect(outputs?.[0]?.[0]?.binary?.data).toMatchObject({
			fileName: `${task.taskId}-grid.png`,
			mimeType: 'image/png',
		});
	});

	it('with Split Grid returns four items', async () => {
		const task = await client.createGrid();
		const { outputs } = await (await listen({ downloadImage: true, splitGrid: true })).report(task);
		expect(outputs?.[0]?.map(({ json, binary }) => [json.tile, binary?.data?.fileName])).toEqual(
			[1, 2, 3, 4].map((tile) => [tile, `${task.taskId}-${tile}.png`]),
		);
	});

	it('responds before the image is downloaded', async () => {
		const task = await client.createGrid();
		await emulator.fault('storedPicture', 'slow', { delayMs: 30_000 });
		const { report } = await listen({ downloadImage: true });
		const { respondedAfterMs, outputs } = await report(task);
		expect(outputs).toBeDefined();
		expect(respondedAfterMs).toBeLessThan(15_000);
	});

	it('that fails does not hide that the task has ended', async () => {
		const task = await client.createGrid();
		for (const route of ['storedPicture', 'discordAttachment', 'imageProxy'] as const) {
			await emulator.fault(route, 'status-500', { times: 50 });
		}
		expect(itemsOf(await (await listen({ downloadImage: true })).report(task))).toEqual([
			expect.objectContaining({
				event: 'completed',
				taskId: String(task.taskId),
				error: expect.stringContaining('could not be downloaded'),
			}),
		]);
	});

	it.each([
		{ label: 'this machine', url: () => server.urlOf('picture.png') },
		{ label: 'a private range', url: () => 'http://10.0.0.1/picture.png' },
		{ label: 'the metadata of a cloud', url: () => 'http://169.254.169.254/latest' },
		{ label: 'another host', url: () => 'https://evil.example/picture.png' },
		{
			label: "a host that looks like Discord's",
			url: () => 'https://cdn.discordapp.com.evil.example/x.png',
		},
		{ label: "Discord's with a port", url: () => 'https://cdn.discordapp.com:8443/x.png' },
		{
			label: 'a host behind a name',
			url: () => `${emulator.url.replace('//', '//user@')}/x.png`,
			says: 'has a user name or a password in it',
		},
		{
			label: 'another host behind a name',
			url: () => `${emulator.url}@evil.example/x.png`,
		},
		{ label: 'a file', url: () => 'file:///etc/passwd' },
	])('sends no request to $label, even with the right secret', async ({ url, says }) => {
		const { report } = await listen({ downloadImage: true, verify: false });
		const result = await report(withPicture(url()));
		expect(itemsOf(result)).toEqual([
			expect.objectContaining({
				error: expect.stringContaining(says ?? 'neither a host of the credential'),
			}),
		]);
		expect(server.requested).toEqual([]);
		expect(await emulator.log()).toEqual([]);
	});

	it('follows no redirect to another host', async () => {
		const task = await client.createFinished('imagine', { prompt: 'a kite' });
		const location = server.urlOf('picture.png');
		for (const route of ['discordAttachment', 'imageProxy'] as const) {
			await emulator.fault(route, 'redirect', { location, times: 10 });
		}
		const { report } = await listen({ downloadImage: true, verify: false });
		const result = await report(withPicture(task.imageDcUrl));
		expect(itemsOf(result)).toEqual([expect.objectContaining({ error: expect.any(String) })]);
		expect(server.requested).toEqual([]);
	});
});
