import { createSemaphore } from '../../nodes/Midjourney/async/semaphore';
import { until } from '../support/until';

/** Starts work that occupies a slot until the test ends it. */
function useControlledWork(limit: number) {
	const semaphore = createSemaphore(limit);
	const running: string[] = [];
	const controls = new Map<string, { finish(): void; fail(error: Error): void }>();
	const run = async (name: string) =>
		await semaphore.use(
			async () =>
				await new Promise<string>((resolve, reject) => {
					running.push(name);
					controls.set(name, { finish: () => resolve(name), fail: reject });
				}),
		);
	return { run, running, controls };
}

test('at most `limit` run at once; the others follow in FIFO order', async () => {
	const { run, running, controls } = useControlledWork(2);
	const all = Promise.all(['a', 'b', 'c', 'd'].map(run));
	await until('two are running', () => running.length === 2);
	controls.get('b')?.finish();
	await until('the third is running', () => running.length === 3);
	expect(running).toEqual(['a', 'b', 'c']);
	controls.get('a')?.finish();
	await until('the fourth is running', () => running.length === 4);
	['c', 'd'].forEach((name) => controls.get(name)?.finish());
	expect(await all).toEqual(['a', 'b', 'c', 'd']);
});

test('work that fails releases its slot', async () => {
	const { run, running, controls } = useControlledWork(1);
	const failing = expect(run('a')).rejects.toThrow('broken');
	const next = run('b');
	await until('the first is running', () => running.length === 1);
	controls.get('a')?.fail(new Error('broken'));
	await failing;
	await until('the second is running', () => running.length === 2);
	controls.get('b')?.finish();
	expect(await next).toBe('b');
});

test('a slot that was passed to the next waiter is not free for a third', async () => {
	const { run, running, controls } = useControlledWork(1);
	const all = ['a', 'b'].map(run);
	await until('the first is running', () => running.length === 1);
	controls.get('a')?.finish();
	await until('the second is running', () => running.length === 2);
	const third = run('c');
	await new Promise(setImmediate);
	expect(running).toEqual(['a', 'b']);
	controls.get('b')?.finish();
	await until('the third is running', () => running.length === 3);
	controls.get('c')?.finish();
	expect(await Promise.all([...all, third])).toEqual(['a', 'b', 'c']);
});
