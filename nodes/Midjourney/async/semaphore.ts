/** A counting semaphore, first come, first served. */
export interface Semaphore {
	/** Resolves when a permit is available; it is kept until `release`. */
	acquire(): Promise<void>;
	release(): void;
	/** Waits for a permit and keeps it until the work has ended. */
	use<T>(work: () => Promise<T>): Promise<T>;
	/** How many permits are available, and how many callers wait for one. */
	readonly available: number;
	readonly waiting: number;
}

export function createSemaphore(permits: number): Semaphore {
	let available = permits;
	const queue: Array<() => void> = [];
	const semaphore: Semaphore = {
		async acquire() {
			if (available > 0) available--;
			else await new Promise<void>((resolve) => queue.push(resolve));
		},
		release() {
			const next = queue.shift();
			if (next) next();
			else available++;
		},
		async use(work) {
			await semaphore.acquire();
			try {
				return await work();
			} finally {
				semaphore.release();
			}
		},
		get available() {
			return available;
		},
		get waiting() {
			return queue.length;
		},
	};
	return semaphore;
}
