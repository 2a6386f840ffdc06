/** Places of which only so many are taken at once, first come, first served. */
export interface Semaphore {
	/** Resolves when a place is free; it is kept until `leave`. */
	acquire(): Promise<void>;
	release(): void;
	/** Waits for a place and keeps it until the work has ended. */
	use<T>(work: () => Promise<T>): Promise<T>;
	/** How many are free, and how many wait for one. */
	readonly available: number;
	readonly waiting: number;
}

export function createSemaphore(limit: number): Semaphore {
	let free = limit;
	const queue: Array<() => void> = [];
	const places: Semaphore = {
		async acquire() {
			if (free > 0) free--;
			else await new Promise<void>((resolve) => queue.push(resolve));
		},
		release() {
			const next = queue.shift();
			if (next) next();
			else free++;
		},
		async use(work) {
			await places.acquire();
			try {
				return await work();
			} finally {
				places.release();
			}
		},
		get available() {
			return free;
		},
		get waiting() {
			return queue.length;
		},
	};
	return places;
}
