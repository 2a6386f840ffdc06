import type { Fault, FaultKind } from '../../emulator/faults';
import {
	cellsOf,
	faultsOn,
	harmlessRow,
	row,
	sizes,
	useMatrix,
	type Row,
	type Size,
} from './matrix';
import { kinds, routes } from './orders';
import { named, wires, type Wire } from '../support/wires';

const { emulator, endsAt } = useMatrix();

const busy = { statusCode: 500, message: 'busy' };
const acted = { acted: true };
const notActed = { acted: false };

/**
 * The response is lost. A task of Imagine is found by its seed; of others nobody can know whose they are. Where no task
 * was created, only the other tasks of a run prove that the list would show it.
 */
const lostRow = (fault: FaultKind, details: Partial<Fault> & { acted: boolean }): Row =>
	row(
		(route, count, wire) => {
			const isFound = details.acted ? wire.isFound(route) : wire.hasList && count > 1;
			if (isFound) return 'right';
			return details.acted ? 'doubt' : 'refused';
		},
		fault,
		details,
	);

/** Faults of the creation, and of the task that it creates. */
const rows = [
	harmlessRow('status-429'),
	harmlessRow('status-429', { retryAfter: 4 }),
	harmlessRow('queue-full'),
	lostRow('status-500', notActed),
	lostRow('status-500', acted),
	lostRow('html-502', notActed),
	lostRow('html-502', acted),
	lostRow('html-200', notActed),
	lostRow('html-200', acted),
	lostRow('error-in-200', { ...busy, ...notActed }),
	lostRow('error-in-200', { ...busy, ...acted }),
	// No reason at all.
	lostRow('error-in-200', acted),
	row('refused', 'error-in-200', { statusCode: 413, message: 'large' }),
	lostRow('reset-before', notActed),
	lostRow('reset-after', acted),
	lostRow('truncated-json', acted),
	lostRow('truncated-json', notActed),
	harmlessRow('slow'),
	harmlessRow('slow', notActed),
	// What has worked in this run is not wrong because of one response.
	// A gateway answers with a page of its web site, which says nothing about the task.
	row((_, count, { hasList }) => (count === 1 || !hasList ? 'refused' : 'right'), 'not-found'),
	row('failed', 'task-fails'),
	row('failed', 'status-failed-spelling'),
	harmlessRow('success-without-image'),
	harmlessRow('null-actions'),
	harmlessRow('callback-lost'),
	harmlessRow('callback-twice'),
	harmlessRow('callback-delayed'),
	harmlessRow('callback-reordered'),
	harmlessRow('callback-early'),
];

test('every fault that can be armed on a creation has its row', () => {
	for (const route of routes) {
		expect(new Set(rows.map(({ fault }) => fault))).toEqual(new Set(faultsOn(route)));
	}
});

const cells = named(wires).flatMap(([name, wire]) =>
	sizes.map((size): [string, string, Wire, Size] => [name, size[0], wire, size]),
);

describe.each(cells)('%s, %s', (_name, _size, wire, size) => {
	const [, count] = size;
	const affected = count === 1 ? { times: 1 } : { skip: 1, times: 2 };

	test.each(cellsOf(rows))(
		'%s on %s %s',
		async (_fault, route, _details, { fault, details, endOf, endsRun }) => {
			const end = endOf(route, count, wire);
			const arm = async () => await emulator.fault(route, fault, { ...affected, ...details });
			const { ends } = await endsAt(wire, kinds[route], size, arm);
			const others = ends.filter((each) => each !== 'right');
			const expected = end === 'right' ? 0 : affected.times;
			expect(new Set(others)).toEqual(new Set(expected > 0 ? [end] : []));
			if (!endsRun) expect(others).toHaveLength(expected);
			expect((await emulator.stats()).faultsApplied[fault]).toBeGreaterThanOrEqual(1);
		},
	);

	/**
	 * The response is lost and the task list cannot be read. This is the only case where the node cannot find out
	 * whether a task exists. The error says so, and nothing is sent again.
	 */
	test.each(routes)('lost response while the list is broken, on %s: doubt', async (route) => {
		const { ends, result } = await endsAt(wire, kinds[route], size, async () => {
			await emulator.fault(route, 'reset-after', affected);
			// Imagine has read the list before.
			const skip = route === 'imagine' ? 1 : 0;
			await emulator.fault('getMany', 'status-500', { skip, times: 999 });
		});
		expect(ends.filter((end) => end === 'doubt')).toHaveLength(affected.times);
		expect(ends.filter((end) => end === 'right')).toHaveLength(count - affected.times);
		const doubtful = result.items.filter(({ json }) => json.error !== undefined);
		for (const { json } of doubtful) expect(json.description).toContain('Task > Get Many');
	});
});
