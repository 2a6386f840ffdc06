/** Places of which only so many are taken at once, first come, first served. */
export interface Places {
	/** Waits for a free place and keeps it until the work has ended. */
	hold<T>(work: () => Promise<T>): Promise<T>;
}

export function createPlaces(limit: number): Places {
	let free = limit;
	const queue: Array<() => void> = [];
	const enter = async () => {
		if (free > 0) free--;
		else await new Promise<void>((resolve) => queue.push(resolve));
	};
	const leave = () => {
		const next = queue.shift();
		if (next) next();
		else free++;
	};
	return {
		async hold(work) {
			await enter();
			try {
				return await work();
			} finally {
				leave();
			}
		},
	};
}
