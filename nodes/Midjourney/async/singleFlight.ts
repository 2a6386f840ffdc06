/**
 * Work of which callers at the same moment share the result, but only of work that began after they came: what began
 * before may have missed what they have to tell. So one piece of work is under way for a key, and one waits, at the most.
 */
export function createSingleFlight<T>() {
	const running = new Map<string, Promise<T>>();
	const following = new Map<string, Promise<T>>();

	async function start(key: string, work: () => Promise<T>): Promise<T> {
		const result = work();
		running.set(key, result);
		try {
			return await result;
		} finally {
			running.delete(key);
		}
	}

	return async (key: string, work: () => Promise<T>): Promise<T> => {
		const before = running.get(key);
		if (!before) return await start(key, work);
		let next = following.get(key);
		if (!next) {
			const begin = async () => {
				following.delete(key);
				return await start(key, work);
			};
			next = before.then(begin, begin);
			following.set(key, next);
		}
		return await next;
	};
}
