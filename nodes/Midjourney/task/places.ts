/** Places of which only so many are taken at once, first come, first served. */
export interface Places {
	/** Resolves when a place is free; it is kept until `leave`. */
	enter(): Promise<void>;
	leave(): void;
	/** Waits for a place and keeps it until the work has ended. */
	hold<T>(work: () => Promise<T>): Promise<T>;
	/** How many are free, and how many wait for one. */
	readonly free: number;
	readonly waiting: number;
}

export function createPlaces(limit: number): Places {
	let free = limit;
	const queue: Array<() => void> = [];
	const places: Places = {
		async enter() {
			if (free > 0) free--;
			else await new Promise<void>((resolve) => queue.push(resolve));
		},
		leave() {
			const next = queue.shift();
			if (next) next();
			else free++;
		},
		async hold(work) {
			await places.enter();
			try {
				return await work();
			} finally {
				places.leave();
			}
		},
		get free() {
			return free;
		},
		get waiting() {
			return queue.length;
		},
	};
	return places;
}
