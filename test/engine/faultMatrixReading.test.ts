import { cellsOf, faultsOn, harmlessRow, sizes, useMatrix } from './matrix';
import { kinds } from './orders';

const { emulator, endsOf } = useMatrix();

/** A failed status request never ends the wait for a paid task. */
const rows = [
	harmlessRow('status-429'),
	harmlessRow('status-429', { retryAfter: 4 }),
	harmlessRow('status-500'),
	harmlessRow('html-502'),
	harmlessRow('html-200'),
	harmlessRow('error-in-200'),
	harmlessRow('error-in-200', { statusCode: 418, message: 'odd' }),
	harmlessRow('reset-before'),
	harmlessRow('reset-after'),
	harmlessRow('truncated-json'),
	harmlessRow('slow'),
	harmlessRow('slow', { acted: false }),
	harmlessRow('not-found'),
	harmlessRow('success-without-image'),
	harmlessRow('null-actions'),
	harmlessRow('status-failed-spelling'),
];

test.each(['get', 'getMany'] as const)(
	'every fault that can be armed on %s has its row',
	(route) => {
		expect(new Set(rows.map(({ fault }) => fault))).toEqual(new Set(faultsOn(route)));
	},
);

describe.each(sizes)('%s', (...size) => {
	const [, count] = size;

	/** If the list is broken, the node polls each of many unfinished tasks by its ID. */
	describe('status requests for one task', () => {
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

	/** With one item the list is read only before Imagine, to find tasks of an earlier attempt. */
	describe('status requests with the task list', () => {
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
