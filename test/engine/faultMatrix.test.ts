import { cellsOf, faultsOn, right, row, sizes, useMatrix } from './matrix';
import { kinds, routes } from './orders';

const { emulator, endsOf } = useMatrix();

const busy = { statusCode: 500, message: 'busy' };
const acted = { acted: true };
const notActed = { acted: false };

/** Faults of the creation itself, and of the task that comes of it. */
const rows = [
	right('status-429'),
	right('status-429', { retryAfter: 4 }),
	right('queue-full'),
	right('status-500'),
	right('status-500', acted),
	right('html-502'),
	right('html-502', acted),
	right('html-200'),
	right('html-200', acted),
	right('error-in-200', busy),
	right('error-in-200', { ...busy, ...acted }),
	row('refused', 'error-in-200', { statusCode: 418, message: 'odd' }),
	right('reset-before'),
	right('reset-after'),
	right('truncated-json'),
	right('truncated-json', notActed),
	right('slow'),
	right('slow', notActed),
	row('refused', 'not-found', {}, true),
	row('failed', 'task-fails'),
	row('failed', 'status-failed-spelling'),
	right('success-without-image'),
	right('null-actions'),
	right('callback-lost'),
	right('callback-twice'),
	right('callback-delayed'),
	right('callback-reordered'),
	right('callback-early'),
];

test('every fault that can be armed on a creation has its row', () => {
	for (const route of routes) {
		expect(new Set(rows.map(({ fault }) => fault))).toEqual(new Set(faultsOn(route)));
	}
});

describe.each(sizes)('%s', (...size) => {
	const [, count] = size;
	const touched = count === 1 ? { times: 1 } : { skip: 1, times: 2 };

	test.each(cellsOf(rows))(
		'%s on %s %s',
		async (_fault, route, _details, { fault, details, end, isClosing }) => {
			const arm = async () => await emulator.fault(route, fault, { ...touched, ...details });
			const { ends } = await endsOf(kinds[route], size, arm);
			const others = ends.filter((each) => each !== 'right');
			const expected = end === 'right' ? 0 : touched.times;
			expect(new Set(others)).toEqual(new Set(expected > 0 ? [end] : []));
			if (!isClosing) expect(others).toHaveLength(expected);
			expect((await emulator.stats()).faultsApplied[fault]).toBeGreaterThanOrEqual(1);
		},
	);

	/**
	 * The answer is lost and the task list does not tell what came of it: the one case where the node cannot know. It
	 * says so and sends nothing again.
	 */
	test.each(routes)('lost answer while the list is broken, on %s: doubt', async (route) => {
		const { ends, result } = await endsOf(kinds[route], size, async () => {
			await emulator.fault(route, 'reset-after', touched);
			// Imagine has read the list before.
			const skip = route === 'imagine' ? 1 : 0;
			await emulator.fault('getMany', 'status-500', { skip, times: 999 });
		});
		expect(ends.filter((end) => end === 'doubt')).toHaveLength(touched.times);
		expect(ends.filter((end) => end === 'right')).toHaveLength(count - touched.times);
		const doubtful = result.items.filter(({ json }) => json.error !== undefined);
		for (const { json } of doubtful) expect(json.description).toContain('Task > Get Many');
	});
});
