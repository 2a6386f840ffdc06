/**
 * Lets one of several simultaneous callers do something: `isFirst` returns true once per key. The key is forgotten when
 * all its callers have ended.
 */
export function createFirstCaller() {
	const groups = new Map<string, { callers: number; isTaken: boolean }>();

	return async <T>(key: string, work: (isFirst: () => boolean) => Promise<T>): Promise<T> => {
		const group = groups.get(key) ?? { callers: 0, isTaken: false };
		groups.set(key, group);
		group.callers++;
		try {
			return await work(() => {
				const isFirst = !group.isTaken;
				group.isTaken = true;
				return isFirst;
			});
		} finally {
			group.callers--;
			if (group.callers === 0) groups.delete(key);
		}
	};
}
