import fc from 'fast-check';
import { durations, usualDuration } from '../../nodes/Midjourney/facts/durations';
import { nextPollDelayMs } from '../../nodes/Midjourney/task/polling/schedule';

const second = 1000;
const minute = 60 * second;
const newTask = { action: 'IMAGINE', ageMs: 0, progress: null, responses: 0, failures: 0 };
const polledTask = { ...newTask, responses: 1 };
/** Without jitter. */
const delayMs = (changes: Partial<Parameters<typeof nextPollDelayMs>[0]>) =>
	nextPollDelayMs({ ...polledTask, ...changes }, 0.5);

test.each([
	['a grid', 'IMAGINE', usualDuration.soonest],
	['an upscale', 'UPSCALE', durations.UPSCALE?.soonest ?? 0],
	['a task with an unknown action', 'VIDEO', usualDuration.soonest],
])('%s is not polled before it can be finished', (_, action, soonest) => {
	expect(delayMs({ action, responses: 0 })).toBeCloseTo(soonest * second);
	expect(delayMs({ action, responses: 0, ageMs: 2 * second })).toBeCloseTo((soonest - 2) * second);
});

test('a task that existed before is polled at once', () => {
	expect(delayMs({ responses: 0, ageMs: 10 * minute })).toBe(0);
});

test('the nearer the end, the shorter the poll interval', () => {
	const delayAt = (progress: number) => delayMs({ ageMs: 30 * second, progress });
	expect(delayAt(75)).toBeLessThan(delayAt(20));
	expect(delayAt(95)).toBeLessThan(delayAt(75));
});

test('a slow task is polled less often than a quick one at the same progress', () => {
	const slow = delayMs({ ageMs: 40 * second, progress: 50 });
	expect(slow).toBeGreaterThan(delayMs({ ageMs: 8 * second, progress: 50 }));
});

test.each([
	['no progress is known', null],
	['progress stays at zero', 0],
])('if %s, the poll interval of an overdue task grows, up to a limit', (_, progress) => {
	const delays = [2, 5, 20, 600].map((minutes) => delayMs({ ageMs: minutes * minute, progress }));
	expect(delays).toEqual([...delays].sort((a, b) => a - b));
	expect(delays.at(-1)).toBeLessThanOrEqual(20 * second);
});

test('each failed request in a row doubles the poll interval, up to a minute', () => {
	const [first = 0, ...more] = [1, 2, 3, 4, 5].map((failures) => delayMs({ failures }));
	expect(more).toEqual([2, 4, 8, 16].map((factor) => Math.min(minute, first * factor)));
	expect(delayMs({ failures: 40 })).toBe(minute);
});

test('Retry-After is obeyed up to two minutes: a longer one may be odd, and the task may be finished', () => {
	expect(delayMs({ failures: 1, retryAfterMs: 1.5 * minute })).toBe(1.5 * minute);
	expect(delayMs({ failures: 1, retryAfterMs: 24 * 60 * minute })).toBe(2 * minute);
});

test('polls of many executions are spread', () => {
	const delayAt = (random: number) => nextPollDelayMs({ ...polledTask, ageMs: minute }, random);
	expect(delayAt(1)).toBeGreaterThan(delayAt(0));
	expect(delayAt(1)).toBeLessThan(1.3 * delayAt(0));
});

test('for any state of a task, the next poll is after at least a second and at most a minute', () => {
	const count = fc.nat({ max: 1000 });
	const anything = fc.record({
		action: fc.constantFrom('IMAGINE', 'UPSCALE', 'DESCRIBE', '', 'VIDEO'),
		ageMs: fc.nat({ max: 48 * 60 * minute }),
		progress: fc.option(fc.integer({ min: 0, max: 100 })),
		responses: fc.integer({ min: 1, max: 1000 }),
		failures: count,
	});
	fc.assert(
		fc.property(anything, fc.double({ min: 0, max: 1, noNaN: true }), (state, random) => {
			const wait = nextPollDelayMs(state, random);
			expect(wait).toBeGreaterThanOrEqual(second);
			expect(wait).toBeLessThanOrEqual(1.1 * minute);
		}),
	);
});
