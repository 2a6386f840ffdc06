import { proxyFaultKinds } from '../../emulator/proxy/proxyFaults';
import { cellsOf, harmlessRow, row, sizes, useMatrix, type Row, type Size } from './matrix';
import { kinds, routes } from './orders';
import { furtherWires, named, wires, type Wire } from '../support/wires';

const { emulator, endsAt } = useMatrix();

/** Faults that only the second wire has, on a creation and on the task that it creates. */
const rows: Row[] = [
	// The task exists, and the gateway has no record of it.
	row((route, _count, wire) => (wire.isFound(route) ? 'right' : 'doubt'), 'gateway-timeout'),
	harmlessRow('user-limit'),
	// No account may run this model: the words say so, although the status is 503.
	row('refused', 'error-openai-shape', {}, true),
	harmlessRow('status-empty'),
	harmlessRow('id-number'),
	harmlessRow('no-host-image'),
	harmlessRow('state-late'),
];

/** Faults of reading. */
const readingRows: Row[] = [
	harmlessRow('empty-fetch'),
	harmlessRow('error-openai-shape'),
	harmlessRow('status-empty'),
	harmlessRow('id-number'),
	harmlessRow('no-host-image'),
];

test('every fault of the second wire has its row, or its own test', () => {
	const elsewhere = ['no-account', 'exists', 'modal-hidden', 'list-truncated'];
	const all = [...rows, ...readingRows].map(({ fault }) => fault);
	expect(new Set([...all, ...elsewhere])).toEqual(new Set(Object.keys(proxyFaultKinds)));
});

const proxies = [...wires, ...furtherWires].filter(({ service }) => service === 'midjourneyProxy');
const cells = named(proxies).flatMap(([name, wire]) =>
	sizes.slice(0, 2).map((size): [string, string, Wire, Size] => [name, size[0], wire, size]),
);

describe.each(cells)('%s, %s', (_name, _size, wire, size) => {
	const [, count] = size;
	const affected = count === 1 ? { times: 1 } : { skip: 1, times: 2 };
	// The server without buttons has another address for them.
	const own = routes.filter((route) => route !== 'runAction' || wire.hasButtons);

	test.each(cellsOf(rows).filter(([, route]) => own.includes(route)))(
		'%s on %s %s',
		async (_fault, route, _details, { fault, details, endOf, endsRun }) => {
			const end = endOf(route, count, wire);
			const { ends } = await endsAt(
				wire,
				kinds[route],
				size,
				async () => await emulator.fault(route, fault, { ...affected, ...details }),
			);
			const others = ends.filter((each) => each !== 'right');
			const expected = end === 'right' ? 0 : affected.times;
			expect(new Set(others)).toEqual(new Set(expected > 0 ? [end] : []));
			if (!endsRun) expect(others).toHaveLength(expected);
			expect((await emulator.stats()).faultsApplied[fault]).toBeGreaterThanOrEqual(1);
		},
	);

	test.each(cellsOf(readingRows).filter(([, route]) => own.includes(route)))(
		'reading: %s, %s',
		async (_fault, route, _details, { fault, details }) => {
			const { ends } = await endsAt(wire, kinds[route], size, async () => {
				const { manyRoute } = wire;
				await emulator.fault(count === 1 ? 'get' : manyRoute, fault, { ...details, times: 2 });
			});
			expect(new Set(ends)).toEqual(new Set(['right']));
			expect((await emulator.stats()).faultsApplied[fault]).toBeGreaterThanOrEqual(1);
		},
	);
});
