/**
 * Single-flight with a trailing run, per key. A caller that arrives during a run does not join it, since it may have
 * read old data, but shares the next one. At most one run is active and one is queued.
 */
export function createSingleFlight<T>() {
	const active = new Map<string, Promise<T>>();
	const queued = new Map<string, Promise<T>>();

	async function start(key: string, work: () => Promise<T>): Promise<T> {
		const run = work();
		active.set(key, run);
		try {
			return await run;
		} finally {
			active.delete(key);
		}
	}

	return async (key: string, work: () => Promise<T>): Promise<T> => {
		const current = active.get(key);
		if (!current) return await start(key, work);
		let next = queued.get(key);
		if (!next) {
			const begin = async () => {
				queued.delete(key);
				return await start(key, work);
			};
			next = current.then(begin, begin);
			queued.set(key, next);
		}
		return await next;
	};
}
