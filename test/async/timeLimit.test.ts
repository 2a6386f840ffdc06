import { now } from '../../nodes/Midjourney/async/sleep';
import { startTimeLimit } from '../../nodes/Midjourney/async/timeLimit';
import { sleep } from 'n8n-workflow';
import { simulateTime, type SimulatedTime } from '../support/simulatedTime';

const limits = { idleMs: 10_000, totalMs: 60_000 };
const never = new Promise<never>(() => undefined);
let time: SimulatedTime;

beforeAll(() => {
	time = simulateTime();
});

afterAll(() => time.stop());

afterEach(() => {
	expect(time.timers()).toBe(0);
});

test('work without progress ends after the idle time', async () => {
	const began = now();
	const limit = startTimeLimit(limits);
	await expect(limit.race(never)).rejects.toThrow('nothing came for 10 s');
	expect(limit.signal.aborted).toBe(true);
	expect(now() - began).toBe(10_000);
	limit.stop();
});

test('work with progress ends after the total time', async () => {
	const began = now();
	const limit = startTimeLimit(limits);
	const work = (async () => {
		while (!limit.signal.aborted) {
			await sleep(4_000);
			limit.progress();
		}
	})();
	await expect(limit.race(never)).rejects.toThrow('not complete after 60 s');
	expect(now() - began).toBe(60_000);
	await work;
});

test('work that is done in time leaves no timer', async () => {
	const limit = startTimeLimit(limits);
	expect(await limit.race(sleep(5_000).then(() => 'done'))).toBe('done');
	limit.stop();
	await sleep(1);
	expect(limit.signal.aborted).toBe(false);
});

test('the outer signal ends the work as well', async () => {
	const outer = new AbortController();
	const limit = startTimeLimit(limits, outer.signal);
	outer.abort();
	expect(limit.signal.aborted).toBe(true);
	limit.stop();
	expect(startTimeLimit(limits, outer.signal).signal.aborted).toBe(true);
	await sleep(60_000);
});
