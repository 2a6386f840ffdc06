import { concurrency } from '../async/concurrency';
import { createSemaphore, type Semaphore } from '../async/semaphore';
import { interruptibleSleep } from '../async/sleep';

/**
 * Limits create requests in flight. After a "queue full" response only one waiting creation at a time retries; the others
 * wait for it.
 */
export interface Dispatcher {
	run<T>(work: () => Promise<T>): Promise<T>;
	/** One permit, for the creation that retries while the queue is full. */
	readonly probe: Semaphore;
	/** A task or creation has ended: a slot of the queue may be free. */
	slotReleased(): void;
	/** How often that has happened. */
	readonly releases: number;
	/** Waits `ms`; less if a slot was released after `since` releases, or if the run is over. Only for the holder of the probe. */
	waitForSlot(ms: number, since: number): Promise<void>;
}

export function createDispatcher(signal: AbortSignal): Dispatcher {
	const inFlight = createSemaphore(concurrency.creations);
	let releases = 0;
	let interrupt: () => void = () => undefined;
	signal.addEventListener('abort', () => interrupt(), { once: true });
	return {
		run: async (work) => await inFlight.use(work),
		probe: createSemaphore(1),
		slotReleased() {
			releases++;
			interrupt();
		},
		get releases() {
			return releases;
		},
		async waitForSlot(ms, since) {
			if (releases !== since || signal.aborted) return;
			const interruption = new AbortController();
			interrupt = () => interruption.abort();
			await interruptibleSleep(ms, interruption.signal);
		},
	};
}
