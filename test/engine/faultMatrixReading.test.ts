import { cellsOf, faultsOn, harmlessRow, sizes, useMatrix, type Size } from './matrix';
import { kinds } from './orders';
import { named, wires, type Wire } from '../support/wires';

const { emulator, endsAt } = useMatrix();

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

const cells = named(wires).flatMap(([name, wire]) =>
	sizes.map((size): [string, string, Wire, Size] => [name, size[0], wire, size]),
);

describe.each(cells)('%s, %s', (_name, _size, wire, size) => {
	const [, count] = size;
	const { manyRoute } = wire;

	/** If the list is broken, the node polls each of many unfinished tasks by its ID. */
	describe('status requests for one task', () => {
		const odd = { statusCode: 418, message: 'odd', times: 999 };

		test.each(cellsOf(rows))('%s, %s %s', async (_fault, route, _details, { fault, details }) => {
			const { ends } = await endsAt(wire, kinds[route], size, async () => {
				await emulator.fault(manyRoute, 'error-in-200', odd);
				await emulator.fault('get', fault, { ...details, times: count === 1 ? 2 : 4 });
			});
			expect(new Set(ends)).toEqual(new Set(['right']));
			expect((await emulator.stats()).faultsApplied[fault]).toBeGreaterThanOrEqual(1);
		});
	});

	/** With one item the list is read only before Imagine, to find tasks of an earlier attempt. */
	describe('status requests for many tasks', () => {
		const isRead = (route: string) => count > 1 || (route === 'imagine' && manyRoute === 'getMany');
		const readCells = cellsOf(rows).filter(([, route]) => isRead(route));

		if (readCells.length === 0) return;

		test.each(readCells)('%s, %s %s', async (_fault, route, _details, { fault, details }) => {
			const { ends } = await endsAt(wire, kinds[route], size, async () => {
				await emulator.fault(manyRoute, fault, { ...details, times: 3 });
			});
			expect(new Set(ends)).toEqual(new Set(['right']));
			expect((await emulator.stats()).faultsApplied[fault]).toBeGreaterThanOrEqual(1);
		});
	});
});
