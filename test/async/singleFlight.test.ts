import { createSingleFlight } from '../../nodes/Midjourney/async/singleFlight';

/** Work that ends when the test says so, counted. */
function workshop() {
	const open: Array<{ end: (result: string) => void; fail: (error: Error) => void }> = [];
	const work = () =>
		new Promise<string>((end, fail) => {
			open.push({ end, fail });
		});
	return { open, work };
}

const settled = () => new Promise(setImmediate);

it('one caller gets the result of its own work', async () => {
	const fresh = createSingleFlight<string>();
	expect(await fresh('a', () => Promise.resolve('one'))).toBe('one');
	expect(await fresh('a', () => Promise.resolve('two'))).toBe('two');
});

it('callers that come while work is under way share the next, which begins after it', async () => {
	const fresh = createSingleFlight<string>();
	const { open, work } = workshop();
	const first = fresh('a', work);
	const others = [1, 2, 3].map(() => fresh('a', work));
	await settled();
	expect(open).toHaveLength(1);
	open[0]!.end('before');
	await settled();
	expect(open).toHaveLength(2);
	open[1]!.end('after');
	expect(await Promise.all([first, ...others])).toEqual(['before', 'after', 'after', 'after']);
});

it('work that fails does not keep the next from being done', async () => {
	const fresh = createSingleFlight<string>();
	const { open, work } = workshop();
	const [first, second] = [fresh('a', work), fresh('a', work)];
	open[0]!.fail(new Error('broken'));
	await expect(first).rejects.toThrow('broken');
	await settled();
	open[1]!.end('whole');
	expect(await second).toBe('whole');
	expect(await fresh('a', () => Promise.resolve('later'))).toBe('later');
});

it('different keys do not wait for each other', async () => {
	const fresh = createSingleFlight<string>();
	const { open, work } = workshop();
	const first = fresh('a', work);
	expect(await fresh('b', () => Promise.resolve('b'))).toBe('b');
	open[0]!.end('a');
	expect(await first).toBe('a');
});
