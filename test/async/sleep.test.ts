import { delay, interruptibleSleep, now } from '../../nodes/Midjourney/async/sleep';
import { simulateTime, type SimulatedTime } from '../support/simulatedTime';

const hour = 3_600_000;
let time: SimulatedTime;

beforeAll(() => {
	time = simulateTime();
});

afterAll(() => time.stop());

/** Milliseconds that the work takes by the node's clock. */
async function measure(work: () => Promise<unknown>): Promise<number> {
	const start = now();
	await work();
	return now() - start;
}

test.each([
	['interruptibleSleep', interruptibleSleep],
	['delay', delay],
])('%s lasts exactly the given time, with a signal and without', async (_, wait) => {
	expect(await measure(() => wait(hour))).toBe(hour);
	const { signal } = new AbortController();
	expect(await measure(() => wait(hour, signal))).toBe(hour);
});

test('the signal ends interruptibleSleep early, without an error', async () => {
	const controller = new AbortController();
	const sleeping = measure(() => interruptibleSleep(100 * hour, controller.signal));
	controller.abort();
	expect(await sleeping).toBe(0);
	expect(await measure(() => interruptibleSleep(100 * hour, controller.signal))).toBe(0);
});

test("the signal ends delay with the signal's own reason", async () => {
	const controller = new AbortController();
	const delaying = expect(delay(100 * hour, controller.signal)).rejects.toThrow(
		'stopped by the user',
	);
	controller.abort(new Error('stopped by the user'));
	await delaying;
	await expect(delay(0, controller.signal)).rejects.toThrow('stopped by the user');
});

test('a signal that was used many times keeps no listeners', async () => {
	const { signal } = new AbortController();
	const added = jest.spyOn(signal, 'addEventListener');
	const removed = jest.spyOn(signal, 'removeEventListener');
	for (let n = 0; n < 20; n++) await interruptibleSleep(1, signal);
	expect(removed.mock.calls.length).toBe(added.mock.calls.length);
});
