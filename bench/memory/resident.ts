import { setTimeout as pause } from 'node:timers/promises';

const sampleEveryMs = 5;
/** The garbage collector gives memory back a little later than it is told. */
const settleMs = 300;

/** Collects all garbage; the process needs `--expose-gc`. */
export async function collectGarbage(): Promise<void> {
	if (!globalThis.gc) throw new Error('Start the process with --expose-gc');
	for (let round = 0; round < 3; round++) {
		globalThis.gc();
		await pause(settleMs / 3);
	}
}

/**
 * Bytes by which the resident memory of this process grows at the most while `work` runs, from a clean start. Sampled,
 * and where the process was never as large before, taken from the system's own high-water mark.
 */
export async function peakGrowth(work: () => Promise<unknown>): Promise<number> {
	await collectGarbage();
	const before = process.memoryUsage.rss();
	const markBefore = process.resourceUsage().maxRSS;
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
	const mark = process.resourceUsage().maxRSS;
	return Math.max(peak, mark > markBefore ? mark * 1024 : 0) - before;
}

/** Bytes of living objects and buffers, after a collection. */
export async function livingBytes(): Promise<number> {
	await collectGarbage();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}
