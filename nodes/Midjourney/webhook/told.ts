const remembered = 500;

/**
 * Remembers, for the latest executions, which of their tasks were told to have ended. It lives as long as the process and
 * proves nothing: it tells which task most probably goes on.
 */
export function createTold() {
	const told = new Map<string, Set<string>>();

	return {
		note(key: string, taskId: string): void {
			const ids = told.get(key) ?? new Set();
			told.delete(key);
			told.set(key, ids.add(taskId));
			const [oldest] = told.keys();
			if (told.size > remembered && oldest !== undefined) told.delete(oldest);
		},
		/** The latest of the tasks of which no end was told. */
		latestUntold: (key: string, taskIds: readonly string[]): string | undefined =>
			taskIds.filter((id) => told.get(key)?.has(id) !== true).at(-1),
	};
}
