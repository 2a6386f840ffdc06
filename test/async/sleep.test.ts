import { delay, interruptibleSleep, now } from '../../nodes/Midjourney/async/sleep';
import { simulateTime, type SimulatedTime } from '../support/simulatedTime';

const hour = 3_600_000;
let time: SimulatedTime;

beforeAll(() => {
	time = simulateTime();
});

afterAll(() => time.stop());

/** Milliseconds that the work takes by the node's clock. */
async function measured(work: () => Promise<unknown>): Promise<number> {
	const start = now();
	await work();
	return now() - start;
}

test.each([
	['rest', interruptibleSleep],
	['pause', delay],
])('%s lasts as long as it was asked to, with a signal and without', async (_, wait) => {
	expect(await measured(() => wait(hour))).toBe(hour);
	const { signal } = new AbortController();
	expect(await measured(() => wait(hour, signal))).toBe(hour);
});

test('a rest is cut short by its signal, without an error', async () => {
	const stopper = new AbortController();
	const resting = measured(() => interruptibleSleep(100 * hour, stopper.signal));
	stopper.abort();
	expect(await resting).toBe(0);
	expect(await measured(() => interruptibleSleep(100 * hour, stopper.signal))).toBe(0);
});

test("a pause is ended by its signal, with the signal's own reason", async () => {
	const stopper = new AbortController();
	const pausing = expect(delay(100 * hour, stopper.signal)).rejects.toThrow('stopped by the user');
	stopper.abort(new Error('stopped by the user'));
	await pausing;
	await expect(delay(0, stopper.signal)).rejects.toThrow('stopped by the user');
});

test('a signal that many have waited with keeps no listeners', async () => {
	const { signal } = new AbortController();
	const added = jest.spyOn(signal, 'addEventListener');
	const removed = jest.spyOn(signal, 'removeEventListener');
	for (let n = 0; n < 20; n++) await interruptibleSleep(1, signal);
	expect(removed.mock.calls.length).toBe(added.mock.calls.length);
});
