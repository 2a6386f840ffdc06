import { failureTable, rowOf, type FailureRow } from '../../nodes/Midjourney/service/failures';

const complete: FailureRow = { effect: 'final', ends: 'request', what: 'x', next: 'x' };

test('the compiler rejects a row without one of its columns', () => {
	const { effect, ends, what, next } = complete;
	const rows = {
		complete: { effect, ends, what, next },
		// @ts-expect-error A row says what the request did.
		withoutEffect: { ends, what, next },
		// @ts-expect-error A row says what the failure ends.
		withoutEnds: { effect, what, next },
		// @ts-expect-error A row says what happened.
		withoutWhat: { effect, ends, next },
		// @ts-expect-error A row says what to do next.
		withoutNext: { effect, ends, what },
		// @ts-expect-error There are no other effects.
		withUnknownEffect: { effect: 'perhaps', ends, what, next },
	} satisfies Record<string, FailureRow>;
	expect(rows.complete).toEqual(complete);
});

test('every kind has its row, and only what had no effect may be repeated', () => {
	for (const kind of Object.keys(failureTable) as Array<keyof typeof failureTable>) {
		expect(rowOf({ kind })).toBe(failureTable[kind]);
	}
	const repeatable = Object.entries(failureTable).filter(([, { effect }]) => effect === 'none');
	expect(repeatable.map(([kind]) => kind)).toEqual([
		'queueFull',
		'rateLimit',
		'unavailable',
		'unreachable',
	]);
});
