import { setTimeout as delay } from 'node:timers/promises';

const sampleEveryMs = 5;
/** The garbage collector releases memory a little later than requested. */
const collectionMs = 300;

/** Collects all garbage; the process needs `--expose-gc`. */
async function collectGarbage(): Promise<void> {
	if (!globalThis.gc) throw new Error('Start the process with --expose-gc');
	for (let round = 0; round < 3; round++) {
		globalThis.gc();
		await delay(collectionMs / 3);
	}
}

/**
 * The maximum growth of this process's resident memory while `work` runs, in bytes, after a garbage collection. It is
 * sampled. If the process was never as large before, the system's high-water mark is used too.
 */
export async function peakGrowth(work: () => Promise<unknown>): Promise<number> {
	await collectGarbage();
	const before = process.memoryUsage.rss();
	const highWaterMarkBefore = process.resourceUsage().maxRSS;
	let peak = before;
	const sample = () => {
		peak = Math.max(peak, process.memoryUsage.rss());
	};
	const sampling = setInterval(sample, sampleEveryMs);
	try {
		await work();
		sample();
	} finally {
		clearInterval(sampling);
	}
	const highWaterMark = process.resourceUsage().maxRSS;
	const highestBytes = highWaterMark > highWaterMarkBefore ? highWaterMark * 1024 : 0;
	return Math.max(peak, highestBytes) - before;
}

/** Size of live objects and buffers in bytes, after a garbage collection. */
export async function liveBytes(): Promise<number> {
	await collectGarbage();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}
