import { interruptibleSleep } from '../async/sleep';
import { createSemaphore } from '../async/semaphore';
import type { Semaphore } from '../async/semaphore';

/**
 * What creations pass on their way to the service: a few together as long as it takes them. Once it has said that the
 * queue is full, they knock one at a time, so that a queue that others fill is knocked at by one and not by all.
 */
export interface Gate {
	pass<T>(work: () => Promise<T>): Promise<T>;
	/** One place, held by the creation that knocks at a full queue. */
	readonly turn: Semaphore;
	/** Something has ended: a place may be free. */
	freed(): void;
	/** How often that has happened. */
	readonly freedSoFar: number;
	/** For the one whose turn it is: waits for `ms`, or less if anything was freed since, or if the run is over. */
	untilFreed(ms: number, since: number): Promise<void>;
}

const together = 5;

export function createGate(signal: AbortSignal): Gate {
	const wide = createSemaphore(together);
	let freedSoFar = 0;
	let wake: () => void = () => undefined;
	signal.addEventListener('abort', () => wake(), { once: true });
	return {
		pass: async (work) => await wide.use(work),
		turn: createSemaphore(1),
		freed() {
			freedSoFar++;
			wake();
		},
		get freedSoFar() {
			return freedSoFar;
		},
		async untilFreed(ms, since) {
			if (freedSoFar !== since || signal.aborted) return;
			const nap = new AbortController();
			wake = () => nap.abort();
			await interruptibleSleep(ms, nap.signal);
		},
	};
}
