import { plainPicture, useWebServer } from '../support/pictures';
import { itemsOf, useTrigger } from '../support/trigger';

const { emulator, client, listen } = useTrigger();
const server = useWebServer({ 'picture.png': () => plainPicture('red') });

/** A task that was made up, whose picture lies at this address. */
let invented = 9_000_000;
const withPicture = (imageDcUrl: string) => ({
	taskId: ++invented,
	status: 'SUCCESS',
	action: 'UPSCALE',
	imageDcUrl,
});

describe('Download Picture', () => {
	it('puts the picture into the item that starts the workflow', async () => {
		const task = await client.grid();
		const { outputs } = await (await listen({ downloadPicture: true })).tell(task);
		expect(outputs?.[0]).toHaveLength(1);
		expect(outputs?.[0]?.[0]?.binary?.data).toMatchObject({
			fileName: `${task.taskId}-grid.png`,
			mimeType: 'image/png',
		});
	});

	it('with Split Grid gives four items', async () => {
		const task = await client.grid();
		const { outputs } = await (await listen({ downloadPicture: true, splitGrid: true })).tell(task);
		expect(outputs?.[0]?.map(({ json, binary }) => [json.tile, binary?.data?.fileName])).toEqual(
			[1, 2, 3, 4].map((tile) => [tile, `${task.taskId}-${tile}.png`]),
		);
	});

	it('answers before the picture is there', async () => {
		const task = await client.grid();
		await emulator.fault('storedPicture', 'slow', { delayMs: 30_000 });
		const { tell } = await listen({ downloadPicture: true });
		const { answeredAfterMs, outputs } = await tell(task);
		expect(outputs).toBeDefined();
		expect(answeredAfterMs).toBeLessThan(15_000);
	});

	it('that fails does not hide that the task has ended', async () => {
		const task = await client.grid();
		for (const route of ['storedPicture', 'discordAttachment', 'imageProxy'] as const) {
			await emulator.fault(route, 'status-500', { times: 50 });
		}
		expect(itemsOf(await (await listen({ downloadPicture: true })).tell(task))).toEqual([
			expect.objectContaining({
				event: 'completed',
				taskId: String(task.taskId),
				error: expect.stringContaining('could not be downloaded'),
			}),
		]);
	});

	it.each([
		{ label: 'this machine', address: () => server.address('picture.png') },
		{ label: 'a private range', address: () => 'http://10.0.0.1/picture.png' },
		{ label: 'the metadata of a cloud', address: () => 'http://169.254.169.254/latest' },
		{ label: 'another host', address: () => 'https://evil.example/picture.png' },
		{
			label: "a host that looks like Discord's",
			address: () => 'https://cdn.discordapp.com.evil.example/x.png',
		},
		{ label: "Discord's with a port", address: () => 'https://cdn.discordapp.com:8443/x.png' },
		{
			label: 'a host behind a name',
			address: () => `${emulator.url.replace('//', '//user@')}/x.png`,
		},
		{ label: 'a file', address: () => 'file:///etc/passwd' },
	])('asks for nothing at $label, whoever says so', async ({ address }) => {
		const { tell } = await listen({ downloadPicture: true, verify: false });
		const heard = await tell(withPicture(address()));
		expect(itemsOf(heard)).toEqual([
			expect.objectContaining({
				error: expect.stringContaining('neither a host of the credential'),
			}),
		]);
		expect(server.asked).toEqual([]);
		expect(await emulator.log()).toEqual([]);
	});

	it('follows no redirect to another host', async () => {
		const task = await client.finished('imagine', { prompt: 'a kite' });
		const location = server.address('picture.png');
		for (const route of ['discordAttachment', 'imageProxy'] as const) {
			await emulator.fault(route, 'redirect', { location, times: 10 });
		}
		const { tell } = await listen({ downloadPicture: true, verify: false });
		const heard = await tell(withPicture(task.imageDcUrl));
		expect(itemsOf(heard)).toEqual([expect.objectContaining({ error: expect.any(String) })]);
		expect(server.asked).toEqual([]);
	});
});
