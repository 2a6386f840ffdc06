import { createSingleFlight } from '../../nodes/Midjourney/async/singleFlight';

/** Work that the test ends. `runs` has one entry for each run. */
function controlledWork() {
	const runs: Array<{ end: (result: string) => void; fail: (error: Error) => void }> = [];
	const work = () =>
		new Promise<string>((end, fail) => {
			runs.push({ end, fail });
		});
	return { runs, work };
}

const runPendingJobs = () => new Promise(setImmediate);

it('a single caller gets the result of its own run', async () => {
	const singleFlight = createSingleFlight<string>();
	expect(await singleFlight('a', () => Promise.resolve('one'))).toBe('one');
	expect(await singleFlight('a', () => Promise.resolve('two'))).toBe('two');
});

it('callers that arrive during a run share the next run, which starts after it', async () => {
	const singleFlight = createSingleFlight<string>();
	const { runs, work } = controlledWork();
	const first = singleFlight('a', work);
	const others = [1, 2, 3].map(() => singleFlight('a', work));
	await runPendingJobs();
	expect(runs).toHaveLength(1);
	runs[0]!.end('before');
	await runPendingJobs();
	expect(runs).toHaveLength(2);
	runs[1]!.end('after');
	expect(await Promise.all([first, ...others])).toEqual(['before', 'after', 'after', 'after']);
});

it('a failed run does not prevent the next run', async () => {
	const singleFlight = createSingleFlight<string>();
	const { runs, work } = controlledWork();
	const [first, second] = [singleFlight('a', work), singleFlight('a', work)];
	runs[0]!.fail(new Error('broken'));
	await expect(first).rejects.toThrow('broken');
	await runPendingJobs();
	runs[1]!.end('whole');
	expect(await second).toBe('whole');
	expect(await singleFlight('a', () => Promise.resolve('later'))).toBe('later');
});

it('different keys do not wait for each other', async () => {
	const singleFlight = createSingleFlight<string>();
	const { runs, work } = controlledWork();
	const first = singleFlight('a', work);
	expect(await singleFlight('b', () => Promise.resolve('b'))).toBe('b');
	runs[0]!.end('a');
	expect(await first).toBe('a');
});
