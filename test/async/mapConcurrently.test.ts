import { mapConcurrently } from '../../nodes/Midjourney/async/mapConcurrently';
import { until } from '../support/until';

/** Work that ends when it is told to. */
function pieces<T>() {
	const open = new Map<T, { done(): void; fail(error: Error): void }>();
	const begun: T[] = [];
	const work = async (entry: T) =>
		await new Promise<string>((resolve, reject) => {
			begun.push(entry);
			open.set(entry, { done: () => resolve(`${String(entry)} done`), fail: reject });
		});
	return { work, begun, end: (entry: T) => open.get(entry)?.done(), open };
}

test('results are in the order of the list, whatever ends first', async () => {
	const { work, begun, end } = pieces<string>();
	const all = mapConcurrently(['a', 'b', 'c'], 3, work);
	await until('all have begun', () => begun.length === 3);
	['c', 'a', 'b'].forEach(end);
	expect(await all).toEqual(['a done', 'b done', 'c done']);
});

test('at most so many are worked on at once, and a free lane is used at once', async () => {
	const { work, begun, end } = pieces<number>();
	const all = mapConcurrently([1, 2, 3, 4], 2, work);
	await until('two have begun', () => begun.length === 2);
	end(2);
	await until('the third has begun', () => begun.length === 3);
	expect(begun).toEqual([1, 2, 3]);
	[1, 3].forEach(end);
	await until('the last has begun', () => begun.length === 4);
	end(4);
	expect(await all).toHaveLength(4);
});

test('after an error nothing more is begun, and the error is passed on', async () => {
	const { work, begun, open, end } = pieces<number>();
	const all = mapConcurrently([1, 2, 3, 4], 2, work);
	const outcome = expect(all).rejects.toThrow('the second failed');
	await until('two have begun', () => begun.length === 2);
	open.get(2)?.fail(new Error('the second failed'));
	await outcome;
	end(1);
	await new Promise(setImmediate);
	expect(begun).toEqual([1, 2]);
});

test('an empty list is done at once, and work is told its place in the list', async () => {
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
