import { createTold } from '../../nodes/Midjourney/webhook/told';

const ids = ['1', '2', '3'];

it('names the latest task whose end was not told', () => {
	const told = createTold();
	expect(told.latestUntold('a', ids)).toBe('3');
	told.note('a', '3');
	told.note('a', '1');
	expect(told.latestUntold('a', ids)).toBe('2');
	told.note('a', '2');
	expect(told.latestUntold('a', ids)).toBeUndefined();
});

it('keeps executions apart, and remembers a bounded number of them', () => {
	const told = createTold();
	for (let i = 0; i < 1_000; i++) told.note(String(i), '3');
	expect(told.latestUntold('999', ids)).toBe('2');
	expect(told.latestUntold('0', ids)).toBe('3');
	expect(told.latestUntold('never', ids)).toBe('3');
});
