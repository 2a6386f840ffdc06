import { failure, success, type Result } from '../../nodes/Midjourney/service/result';
import {
	confirmationPolicy,
	listPolicy,
	picturePolicy,
	rateLimitPolicy,
	retry,
	type RetryPolicy,
} from '../../nodes/Midjourney/service/retry';

type Answer = Result<boolean>;

const server: Answer = failure({ kind: 'server', message: 'x' });
const refused: Answer = failure({ kind: 'refused', message: 'x' });
const busy = (retryAfterMs?: number): Answer =>
	failure({ kind: 'rateLimit', message: 'x', retryAfterMs });
const unfinished = success(false);
const finished = success(true);

/** Gives the answers one after the other; the pauses in seconds, and the result. */
async function pausesOf(policy: RetryPolicy, answers: Answer[], deadline?: number) {
	const pauses: number[] = [];
	const left = [...answers];
	const result = await retry(policy, async () => left.shift() ?? finished, {
		deadline,
		isComplete: (isFinished) => isFinished,
		sleep: async (ms) => void pauses.push(ms / 1000),
	});
	return { pauses, result };
}

test('what fails for the moment is tried again until it succeeds', async () => {
	const { pauses, result } = await pausesOf(picturePolicy, [server, server]);
	expect({ pauses, result }).toEqual({ pauses: [2, 6], result: finished });
});

test('the last result is returned when no attempt is left', async () => {
	expect(await pausesOf(listPolicy, Array<Answer>(9).fill(server))).toEqual({
		pauses: [2, 2, 2],
		result: server,
	});
});

test('a refusal is not tried again', async () => {
	expect(await pausesOf(picturePolicy, [refused])).toEqual({ pauses: [], result: refused });
});

test('failures do not use up the attempts for data that is not complete yet', async () => {
	const answers = [server, server, server, unfinished, unfinished];
	const { pauses, result } = await pausesOf(confirmationPolicy, answers);
	expect({ pauses, result }).toEqual({ pauses: [2, 2, 4, 2, 4], result: finished });
});

test('a confirmation is retried for more than two minutes', async () => {
	const { pauses } = await pausesOf(confirmationPolicy, Array<Answer>(20).fill(server));
	expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(120);
});

test.each([
	['a longer Retry-After replaces the pause', 40_000, [40]],
	['a shorter one does not', 100, [expect.any(Number)]],
	['one that is too long ends the retry', 61_000, []],
])('%s', async (_, retryAfterMs, pauses) => {
	expect((await pausesOf(rateLimitPolicy, [busy(retryAfterMs)])).pauses).toEqual(pauses);
});

test('no attempt begins after the deadline', async () => {
	const { pauses, result } = await pausesOf(picturePolicy, [server], Date.now() + 1_000);
	expect({ pauses, result }).toEqual({ pauses: [], result: server });
});

test('a signal ends the retry with the last result', async () => {
	const stopper = new AbortController();
	const attempt = async () => {
		stopper.abort();
		return server;
	};
	expect(await retry(picturePolicy, attempt, { signal: stopper.signal })).toEqual(server);
});
