/** What has been heard of a task: percent, or that it has ended. Times are milliseconds since 1970. */
export interface Seen {
	percent: number;
	at: number;
}

export type History = Record<string, Seen>;

const remembered = 500;
const oldestMs = 48 * 3_600_000;
/** Above every percentage: nothing comes after the end. */
const ended = 101;

/**
 * Takes note of an update and tells whether it is news: not a repeat, not older than what was heard before, and not
 * after the end. The history stays bounded in size and age.
 */
export function isNews(
	history: History,
	taskId: string,
	update: { isFinished: boolean; progress: number | null },
	now: number,
): boolean {
	const percent = update.isFinished ? ended : (update.progress ?? 0);
	const before = Object.hasOwn(history, taskId) ? history[taskId] : undefined;
	if (before && before.percent >= percent) return false;
	history[taskId] = { percent, at: now };
	const byAge = Object.entries(history).sort(([, a], [, b]) => b.at - a.at);
	for (const [id] of byAge.filter(([, { at }], i) => i >= remembered || now - at > oldestMs)) {
		delete history[id];
	}
	return true;
}

/** Takes back what `isNews` has noted, when the update could not be passed on. */
export function forget(history: History, taskId: string): void {
	delete history[taskId];
}
