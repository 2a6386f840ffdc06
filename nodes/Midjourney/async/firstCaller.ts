/**
 * Lets one of several callers at the same moment do something; the others learn that it has been done. It is forgotten
 * when all of them have left.
 */
export function createFirstCaller() {
	const groups = new Map<string, { callers: number; isDone: boolean }>();

	return async <T>(key: string, work: (isFirst: () => boolean) => Promise<T>): Promise<T> => {
		const group = groups.get(key) ?? { callers: 0, isDone: false };
		groups.set(key, group);
		group.callers++;
		try {
			return await work(() => {
				const isFirst = !group.isDone;
				group.isDone = true;
				return isFirst;
			});
		} finally {
			group.callers--;
			if (group.callers === 0) groups.delete(key);
		}
	};
}
