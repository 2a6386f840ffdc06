import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../../nodes/Midjourney/service/ohmygpt/facts/endpoints';
import { prompts, useMidjourney } from './midjourney';
import { timelineOf } from './timeline';

const { emulator, run } = useMidjourney({ tileSize: 16, latencyMs: 100 });

/** Keeps the event loop from turning, in real time. */
function stall(ms: number) {
	const end = process.hrtime.bigint() + BigInt(ms) * 1_000_000n;
	while (process.hrtime.bigint() < end);
}

/** Runs the node on some prompts, with faults; gives the requests. */
async function requestsOfRun(): Promise<string[]> {
	await emulator.account({ membership: 'vip' });
	await emulator.fault('imagine', 'status-500', { skip: 2 });
	await emulator.fault('storedPicture', 'reset-after');
	const { error } = await run(
		'image.imagine',
		{ prompt: '={{ $json.prompt }}', options: { seed: 'none' } },
		{
			items: prompts(...Array.from({ length: 8 }, (_, i) => `kite ${i}`)),
			credentials: emulator.credentials({ membership: 'vip' }),
		},
	);
	expect(error).toBeUndefined();
	return timelineOf(await emulator.log());
}

test('a seed gives the same requests at the same moments, one by one', async () => {
	const first = await requestsOfRun();
	for (let i = 0; i < 5; i++) {
		await emulator.fresh();
		expect(await requestsOfRun()).toEqual(first);
	}
	await emulator.fresh(2);
	expect(await requestsOfRun()).not.toEqual(first);
});

test('an event loop that is stalled for seconds changes nothing, in the node and in the emulator', async () => {
	const first = await requestsOfRun();
	await emulator.fresh();
	const { stringify } = JSON;
	const places = new Map([
		['the node', /[\\/](nodes|axios|n8n-core)[\\/]/],
		['the emulator', /[\\/]emulator[\\/]/],
	]);
	const stalled: string[] = [];
	// Both write JSON at every request.
	jest.spyOn(JSON, 'stringify').mockImplementation((...args) => {
		const [, , caller = ''] = (new Error().stack ?? '').split(/\n\s+at (?!.*jest-mock)/);
		for (const [place, path] of places) {
			if (!path.test(caller)) continue;
			places.delete(place);
			stalled.push(place);
			stall(3_000);
		}
		return stringify(...args);
	});
	const second = await requestsOfRun();
	jest.restoreAllMocks();
	expect(stalled.sort()).toEqual(['the emulator', 'the node']);
	expect(second).toEqual(first);
});

test('what is sent at once arrives in the order in which it was sent', async () => {
	const send = async (i: number) => {
		const length = (i % 3) * 100_000;
		await fetch(`${emulator.url}${endpoints.imagine}`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${emulator.keys.user}`,
				'content-type': 'application/json',
			},
			body: JSON.stringify({ model: 'midjourney', prompt: `kite ${i}`, more: 'x'.repeat(length) }),
		});
	};
	await Promise.all(Array.from({ length: 30 }, async (_, i) => await send(i)));
	const arrived = (await emulator.log()).map(({ body }) => (body as IDataObject).prompt);
	expect(arrived).toEqual(Array.from({ length: 30 }, (_, i) => `kite ${i}`));
});
