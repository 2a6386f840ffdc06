import { cellsOf, faultsOn, right, sizes, useMatrix } from './matrix';
import { kinds } from './orders';

const { emulator, endsOf } = useMatrix();

/** A bad answer to a question about a paid task never ends the wait for it. */
const rows = [
	right('status-429'),
	right('status-429', { retryAfter: 4 }),
	right('status-500'),
	right('html-502'),
	right('html-200'),
	right('error-in-200'),
	right('error-in-200', { statusCode: 418, message: 'odd' }),
	right('reset-before'),
	right('reset-after'),
	right('truncated-json'),
	right('slow'),
	right('slow', { acted: false }),
	right('not-found'),
	right('success-without-image'),
	right('null-actions'),
	right('status-failed-spelling'),
];

test.each(['get', 'getMany'] as const)(
	'every fault that can be armed on %s has its row',
	(route) => {
		expect(new Set(rows.map(({ fault }) => fault))).toEqual(new Set(faultsOn(route)));
	},
);

describe.each(sizes)('%s', (...size) => {
	const [, count] = size;

	/** Where many tasks are open a broken list makes the node ask for each by itself. */
	describe('questions about one task', () => {
		const odd = { statusCode: 418, message: 'odd', times: 999 };

		test.each(cellsOf(rows))('%s, %s %s', async (_fault, route, _details, { fault, details }) => {
			const { ends } = await endsOf(kinds[route], size, async () => {
				await emulator.fault('getMany', 'error-in-200', odd);
				await emulator.fault('get', fault, { ...details, times: count === 1 ? 2 : 4 });
			});
			expect(new Set(ends)).toEqual(new Set(['right']));
			expect((await emulator.stats()).faultsApplied[fault]).toBeGreaterThanOrEqual(1);
		});
	});

	/** One item asks the list only before Imagine, for tasks of an earlier attempt. */
	describe('questions by the task list', () => {
		const cells = cellsOf(rows).filter(([, route]) => count > 1 || route === 'imagine');

		test.each(cells)('%s, %s %s', async (_fault, route, _details, { fault, details }) => {
			const { ends } = await endsOf(kinds[route], size, async () => {
				await emulator.fault('getMany', fault, { ...details, times: 3 });
			});
			expect(new Set(ends)).toEqual(new Set(['right']));
			expect((await emulator.stats()).faultsApplied[fault]).toBeGreaterThanOrEqual(1);
		});
	});
});
