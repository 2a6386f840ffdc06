import fc from 'fast-check';
import { durations, usualDuration } from '../../nodes/Midjourney/facts/durations';
import { nextPollDelayMs } from '../../nodes/Midjourney/task/polling/schedule';

const second = 1000;
const minute = 60 * second;
const sight = { action: 'IMAGINE', ageMs: 0, progress: null, responses: 0, failures: 0 };
const asked = { ...sight, responses: 1 };
/** Without jitter. */
const until = (changes: Partial<Parameters<typeof nextPollDelayMs>[0]>) =>
	nextPollDelayMs({ ...asked, ...changes }, 0.5);

test.each([
	['a grid', 'IMAGINE', usualDuration.soonest],
	['an upscale', 'UPSCALE', durations.UPSCALE?.soonest ?? 0],
	['a task of a kind that nobody knows', 'VIDEO', usualDuration.soonest],
])('%s is not asked for before it can be done', (_, action, soonest) => {
	expect(until({ action, responses: 0 })).toBeCloseTo(soonest * second);
	expect(until({ action, responses: 0, ageMs: 2 * second })).toBeCloseTo((soonest - 2) * second);
});

test('a task that existed before is asked for at once', () => {
	expect(until({ responses: 0, ageMs: 10 * minute })).toBe(0);
});

test('the nearer the end, the closer the questions', () => {
	const at = (progress: number) => until({ ageMs: 30 * second, progress });
	expect(at(75)).toBeLessThan(at(20));
	expect(at(95)).toBeLessThan(at(75));
});

test('a slow task is asked for less often than a quick one at the same progress', () => {
	const slow = until({ ageMs: 40 * second, progress: 50 });
	expect(slow).toBeGreaterThan(until({ ageMs: 8 * second, progress: 50 }));
});

test.each([
	['no progress is given', null],
	['progress stands at nothing', 0],
])(
	'where %s, a task that is overdue is asked for with growing patience, within limits',
	(_, progress) => {
		const patience = [2, 5, 20, 600].map((minutes) => until({ ageMs: minutes * minute, progress }));
		expect(patience).toEqual([...patience].sort((a, b) => a - b));
		expect(patience.at(-1)).toBeLessThanOrEqual(20 * second);
	},
);

test('each bad answer in a row doubles the distance, up to a minute', () => {
	const [first = 0, ...more] = [1, 2, 3, 4, 5].map((failures) => until({ failures }));
	expect(more).toEqual([2, 4, 8, 16].map((factor) => Math.min(minute, first * factor)));
	expect(until({ failures: 40 })).toBe(minute);
});

test('the time that the service asks for is kept, even if it is long', () => {
	expect(until({ failures: 1, retryAfterMs: 5 * minute })).toBe(5 * minute);
});

test('questions of many executions are spread', () => {
	const at = (random: number) => nextPollDelayMs({ ...asked, ageMs: minute }, random);
	expect(at(1)).toBeGreaterThan(at(0));
	expect(at(1)).toBeLessThan(1.3 * at(0));
});

test('whatever is seen of a task, the next question comes within a minute, and soon is not at once', () => {
	const count = fc.nat({ max: 1000 });
	const anything = fc.record({
		action: fc.constantFrom('IMAGINE', 'UPSCALE', 'DESCRIBE', '', 'VIDEO'),
		ageMs: fc.nat({ max: 48 * 60 * minute }),
		progress: fc.option(fc.integer({ min: 0, max: 100 })),
		responses: fc.integer({ min: 1, max: 1000 }),
		failures: count,
	});
	fc.assert(
		fc.property(anything, fc.double({ min: 0, max: 1, noNaN: true }), (seen, random) => {
			const wait = nextPollDelayMs(seen, random);
			expect(wait).toBeGreaterThanOrEqual(second);
			expect(wait).toBeLessThanOrEqual(1.1 * minute);
		}),
	);
});
