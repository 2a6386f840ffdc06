import fc from 'fast-check';
import { isStale, record } from '../../nodes/Midjourney/webhook/deduplicate';
import type { ReportHistory, TaskReport } from '../../nodes/Midjourney/webhook/deduplicate';

const hour = 3_600_000;
const running = (progress: number | null, taskId = '1'): TaskReport => ({
	taskId,
	isFinished: false,
	progress,
});
const ended = (taskId = '1'): TaskReport => ({ taskId, isFinished: true, progress: 100 });

function historyAfter(...updates: TaskReport[]): ReportHistory {
	const history: ReportHistory = {};
	for (const update of updates) record(history, update, 0);
	return history;
}

it.each([
	{ label: 'the first report of a task', before: [], update: running(10), stale: false },
	{ label: 'more progress', before: [running(10)], update: running(11), stale: false },
	{ label: 'the same progress', before: [running(10)], update: running(10), stale: true },
	{ label: 'less progress', before: [running(10)], update: running(9), stale: true },
	{ label: 'progress without a number', before: [running(10)], update: running(null), stale: true },
	{ label: 'the end', before: [running(100)], update: ended(), stale: false },
	{ label: 'the end again', before: [ended()], update: ended(), stale: true },
	{ label: 'progress after the end', before: [ended()], update: running(100), stale: true },
	{ label: 'another task', before: [ended()], update: running(0, '2'), stale: false },
])('$label: stale is $stale', ({ before, update, stale }) => {
	expect(isStale(historyAfter(...before), update)).toBe(stale);
});

it('the history has a maximum size', () => {
	const history: ReportHistory = {};
	for (let id = 1; id <= 2_000; id++) record(history, ended(String(id)), id);
	expect(Object.keys(history)).toHaveLength(500);
	expect(isStale(history, ended('2000'))).toBe(true);
	expect(isStale(history, ended('1500'))).toBe(false);
});

it('a report that is older than two days is deleted', () => {
	const history: ReportHistory = {};
	record(history, ended('1'), 0);
	record(history, ended('2'), 47 * hour);
	expect(Object.keys(history)).toEqual(['1', '2']);
	record(history, ended('3'), 49 * hour);
	expect(Object.keys(history)).toEqual(['2', '3']);
});

it('for any reports in any order, the end of a task is passed on once and its progress never decreases', () => {
	const update = fc.record({
		taskId: fc.constantFrom('1', '2'),
		isFinished: fc.boolean(),
		progress: fc.option(fc.integer({ min: 0, max: 100 })),
	});
	fc.assert(
		fc.property(fc.array(update, { maxLength: 40 }), (updates) => {
			const history: ReportHistory = {};
			const passedOn = updates.filter((each, now) => {
				if (isStale(history, each)) return false;
				record(history, each, now);
				return true;
			});
			for (const id of ['1', '2']) {
				const mine = passedOn.filter(({ taskId }) => taskId === id);
				const levels = mine.map(({ isFinished, progress }) => (isFinished ? 101 : (progress ?? 0)));
				expect(levels).toEqual([...new Set(levels)].sort((a, b) => a - b));
			}
		}),
	);
});
