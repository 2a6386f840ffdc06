/** What has been heard of a task: percent, or that it has ended. Times are milliseconds since 1970. */
export interface LastReport {
	percent: number;
	at: number;
}

export type ReportHistory = Record<string, LastReport>;

export interface TaskReport {
	taskId: string;
	isFinished: boolean;
	/** Percent, null where the update tells none. */
	progress: number | null;
}

const remembered = 500;
const oldestMs = 48 * 3_600_000;
/** Above every percentage: nothing comes after the end. */
const ended = 101;

const percentOf = ({ isFinished, progress }: TaskReport) => (isFinished ? ended : (progress ?? 0));

/** Whether an update is a repeat, older than what was heard before, or comes after the end. */
export function isStale(history: ReportHistory, update: TaskReport): boolean {
	const { taskId } = update;
	const before = Object.hasOwn(history, taskId) ? history[taskId] : undefined;
	return before !== undefined && before.percent >= percentOf(update);
}

/** Takes note of an update. The history stays bounded in size and age. */
export function record(history: ReportHistory, update: TaskReport, now: number): void {
	history[update.taskId] = { percent: percentOf(update), at: now };
	const byAge = Object.entries(history).sort(([, a], [, b]) => b.at - a.at);
	for (const [id] of byAge.filter(([, { at }], i) => i >= remembered || now - at > oldestMs)) {
		delete history[id];
	}
}
