import { sleep } from 'n8n-workflow';
import { promisify } from 'node:util';
import { runNode } from './n8n';
import { sampleCredential, sampleNode } from './sampleNode';
import { scaleTime } from './scaledTime';

const RealDate = Date;
const realTimeout = setTimeout;
let restore = () => {};

beforeEach(() => {
	restore = scaleTime(1000);
});

afterEach(() => restore());

/** Seconds by the scaled clock and by the wall clock. */
async function measure(work: () => Promise<unknown>) {
	const start = { scaled: Date.now(), wall: RealDate.now() };
	await work();
	return { scaled: (Date.now() - start.scaled) / 1000, wall: (RealDate.now() - start.wall) / 1000 };
}

test.each([
	['setTimeout', async () => await new Promise((done) => setTimeout(done, 60_000))],
	['a promisified setTimeout', async () => await promisify(setTimeout)(60_000)],
	["n8n's sleep", async () => await sleep(60_000)],
	["n8n's sleep with a signal", async () => await sleep(60_000, new AbortController().signal)],
])(
	'%s of a minute lasts a minute by the scaled clock, and a moment of real time',
	async (_name, wait) => {
		const { scaled, wall } = await measure(wait);
		expect(scaled).toBeGreaterThanOrEqual(59);
		expect(wall).toBeLessThan(10);
	},
);

test('an interval fires faster and can be cleared', async () => {
	let ticks = 0;
	await new Promise<void>((done) => {
		const interval = setInterval(() => {
			ticks += 1;
			if (ticks < 3) return;
			clearInterval(interval);
			done();
		}, 10_000);
	});
	expect(ticks).toBe(3);
});

test('a cleared timer does not fire', async () => {
	let fired = false;
	clearTimeout(
		setTimeout(() => {
			fired = true;
		}, 1000),
	);
	await sleep(5000);
	expect(fired).toBe(false);
});

test('performance.now and new Date agree with Date.now', async () => {
	const start = { date: Date.now(), performance: performance.now() };
	await sleep(30_000);
	const passed = Date.now() - start.date;
	expect(Math.abs(performance.now() - start.performance - passed)).toBeLessThan(5000);
	expect(Math.abs(new Date().getTime() - Date.now())).toBeLessThan(5000);
});

test('dates with arguments, and dates of both clocks, are ordinary dates', () => {
	expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
	expect(new Date()).toBeInstanceOf(RealDate);
	expect(new RealDate()).toBeInstanceOf(Date);
	expect(Date.parse('2026-11-22T00:00:00Z')).toBe(RealDate.parse('2026-11-22T00:00:00Z'));
});

test("a node's wait, and n8n's time limit for it, run faster together", async () => {
	const run = async (pauseMs: number) =>
		await runNode({
			type: sampleNode,
			credentialTypes: [sampleCredential],
			credentials: { sampleApi: { apiKey: 'sk-1' } },
			parameters: { url: 'http://127.0.0.1:1/', pauseMs },
			onError: 'continueRegularOutput',
			timeoutMs: 1_000_000,
		}).finished;
	expect((await run(600_000)).status).toBe('success');
	expect((await run(60_000_000)).status).toBe('canceled');
});

test('the real time comes back', () => {
	restore();
	expect(Date).toBe(RealDate);
	expect(setTimeout).toBe(realTimeout);
});
