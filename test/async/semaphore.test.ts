import { createSemaphore } from '../../nodes/Midjourney/async/semaphore';
import { until } from '../support/until';

/** Starts work that holds a place until it is let go. */
function useHolders(limit: number) {
	const places = createSemaphore(limit);
	const entered: string[] = [];
	const ends = new Map<string, { leave(): void; fail(error: Error): void }>();
	const hold = async (name: string) =>
		await places.use(
			async () =>
				await new Promise<string>((resolve, reject) => {
					entered.push(name);
					ends.set(name, { leave: () => resolve(name), fail: reject });
				}),
		);
	return { hold, entered, ends };
}

test('only so many are inside at once; the others come in, first come, first served', async () => {
	const { hold, entered, ends } = useHolders(2);
	const all = Promise.all(['a', 'b', 'c', 'd'].map(hold));
	await until('two are inside', () => entered.length === 2);
	ends.get('b')?.leave();
	await until('the third is inside', () => entered.length === 3);
	expect(entered).toEqual(['a', 'b', 'c']);
	ends.get('a')?.leave();
	await until('the fourth is inside', () => entered.length === 4);
	['c', 'd'].forEach((name) => ends.get(name)?.leave());
	expect(await all).toEqual(['a', 'b', 'c', 'd']);
});

test('work that fails gives its place back', async () => {
	const { hold, entered, ends } = useHolders(1);
	const failing = expect(hold('a')).rejects.toThrow('broken');
	const next = hold('b');
	await until('the first is inside', () => entered.length === 1);
	ends.get('a')?.fail(new Error('broken'));
	await failing;
	await until('the second is inside', () => entered.length === 2);
	ends.get('b')?.leave();
	expect(await next).toBe('b');
});

test('a place that was handed on is not free for a third', async () => {
	const { hold, entered, ends } = useHolders(1);
	const all = ['a', 'b'].map(hold);
	await until('the first is inside', () => entered.length === 1);
	ends.get('a')?.leave();
	await until('the second is inside', () => entered.length === 2);
	const third = hold('c');
	await new Promise(setImmediate);
	expect(entered).toEqual(['a', 'b']);
	ends.get('b')?.leave();
	await until('the third is inside', () => entered.length === 3);
	ends.get('c')?.leave();
	expect(await Promise.all([...all, third])).toEqual(['a', 'b', 'c']);
});
