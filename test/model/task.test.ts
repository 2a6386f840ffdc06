import { prices } from '../../nodes/Midjourney/service/ohmygpt/facts/prices';
import { pools } from '../../nodes/Midjourney/facts/pools';
import { actions } from '../../nodes/Midjourney/facts/actions';
import { isGrid, outcomeOf, unknownTask } from '../../nodes/Midjourney/model/task';
import { costOf, toSimplifiedJson } from '../../nodes/Midjourney/output/taskJson';
import { priceOf } from '../../nodes/Midjourney/service/ohmygpt/money';

describe('the outcome of a task', () => {
	test.each([
		['SUCCESS', null, 'success'],
		['success', null, 'success'],
		['SUCCESS', 'a reason left behind', 'success'],
		['FAILURE', null, 'failure'],
		['FAILED', 'a reason', 'failure'],
		['CANCEL', null, 'failure'],
		['NOT_START', null, 'pending'],
		['IN_PROGRESS', null, 'pending'],
		['IN_PROGRESS', 'a reason', 'failure'],
		['MODAL', null, 'pending'],
		['A_NEW_WORD', null, 'pending'],
		['', null, 'pending'],
	])('%p with the reason %p: %s', (status, failReason, outcome) => {
		expect(outcomeOf({ ...unknownTask('1'), status, failReason })).toBe(outcome);
	});
});

test.each([
	['100 %, a finish time and an image', {}, 'success'],
	['no finish time', { finishedAt: null }, 'pending'],
	['93 %', { progress: 93 }, 'pending'],
	['no image', { pictures: [] }, 'pending'],
	['a reason of failure', { failReason: 'odd' }, 'failure'],
])('a task in an unknown state with %s: %s', (_, changes, outcome) => {
	const task = {
		...unknownTask('1'),
		status: 'GEKLAPPT',
		progress: 100,
		finishedAt: '2026-11-25T10:00:00Z',
		pictures: [{ source: 'discord' as const, url: 'https://cdn.discordapp.com/a.png' }],
	};
	expect(outcomeOf({ ...task, ...changes })).toBe(outcome);
});

describe('the price of a task', () => {
	test.each(pools.flatMap((pool) => actions.map((action) => [pool, action] as const)))(
		'%s %s has a price',
		(pool, action) => {
			const row = action === 'REROLL' ? 'IMAGINE' : action;
			expect(priceOf(pool, action)).toBe(prices[pool][row]);
		},
	);

	test.each([
		['an action without a row', 'FAST', 'VIDEO'],
		['a pool without a table', 'TURBO', 'IMAGINE'],
		['a name that every object has', 'FAST', 'constructor'],
		['nothing', '', ''],
	])('%s has none', (_, pool, action) => {
		expect(priceOf(pool, action)).toBeNull();
	});

	test.each([
		['SUCCESS', 14_000],
		['FAILURE', 0],
		['IN_PROGRESS', null],
	])('%s: %p', (status, cost) => {
		const task = { ...unknownTask('7'), pool: 'FAST', action: 'IMAGINE', status };
		expect(costOf(task, { priceOf })).toBe(cost);
	});
});

test.each([
	['IMAGINE', true],
	['BLEND', true],
	['VARIATION', true],
	['REROLL', true],
	['ZOOM', true],
	['PAN', true],
	['UPSCALE', false],
	['DESCRIBE', false],
	['', false],
])('the result of %p shows several images: %s', (action, several) => {
	expect(isGrid({ action })).toBe(several);
});

test('the simplified JSON of an unknown task has its id and no invented values', () => {
	expect(toSimplifiedJson(unknownTask('7'), { priceOf })).toEqual({
		taskId: '7',
		status: 'UNKNOWN',
		action: '',
		prompt: '',
		progress: null,
		imageUrl: null,
		buttons: [],
		failReason: null,
		costTokens: null,
		seed: null,
	});
});
