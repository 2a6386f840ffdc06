import { mapConcurrently } from '../../nodes/Midjourney/async/mapConcurrently';
import { until } from '../support/until';

/** Work that the test ends. */
function controlledWork<T>() {
	const open = new Map<T, { done(): void; fail(error: Error): void }>();
	const started: T[] = [];
	const work = async (entry: T) =>
		await new Promise<string>((resolve, reject) => {
			started.push(entry);
			open.set(entry, { done: () => resolve(`${String(entry)} done`), fail: reject });
		});
	return { work, started, end: (entry: T) => open.get(entry)?.done(), open };
}

test('results are in the order of the list, not in the order of completion', async () => {
	const { work, started, end } = controlledWork<string>();
	const all = mapConcurrently(['a', 'b', 'c'], 3, work);
	await until('all have started', () => started.length === 3);
	['c', 'a', 'b'].forEach(end);
	expect(await all).toEqual(['a done', 'b done', 'c done']);
});

test('the concurrency is limited, and the next entry starts as soon as one ends', async () => {
	const { work, started, end } = controlledWork<number>();
	const all = mapConcurrently([1, 2, 3, 4], 2, work);
	await until('two have started', () => started.length === 2);
	end(2);
	await until('the third has started', () => started.length === 3);
	expect(started).toEqual([1, 2, 3]);
	[1, 3].forEach(end);
	await until('the last has started', () => started.length === 4);
	end(4);
	expect(await all).toHaveLength(4);
});

test('after an error nothing more is started, and the error is thrown', async () => {
	const { work, started, open, end } = controlledWork<number>();
	const all = mapConcurrently([1, 2, 3, 4], 2, work);
	const outcome = expect(all).rejects.toThrow('the second failed');
	await until('two have started', () => started.length === 2);
	open.get(2)?.fail(new Error('the second failed'));
	await outcome;
	end(1);
	await new Promise(setImmediate);
	expect(started).toEqual([1, 2]);
});

test('an empty list returns at once, and work receives its index', async () => {
	expect(await mapConcurrently([], 5, async () => 'never')).toEqual([]);
	expect(await mapConcurrently(['a', 'b'], 5, async (entry, i) => `${entry}${i}`)).toEqual([
		'a0',
		'b1',
	]);
});

test('a result that is undefined is a result', async () => {
	expect(await mapConcurrently([1, 2, 3], 1, async () => undefined)).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});
