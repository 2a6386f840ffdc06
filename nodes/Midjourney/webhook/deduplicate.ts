/** The last report of a task. */
export interface LastReport {
	/** Progress, or `endedPercent`. */
	percent: number;
	/** Milliseconds since 1970. */
	at: number;
}

/** Last reports by task ID. */
export type ReportHistory = Record<string, LastReport>;

export interface TaskReport {
	taskId: string;
	isFinished: boolean;
	/** Percent; null where the report has none. */
	progress: number | null;
}

const maxReports = 500;
const maxAgeMs = 48 * 3_600_000;
/** Above every percentage: no report counts after the end. */
const endedPercent = 101;

const percentOf = ({ isFinished, progress }: TaskReport) =>
	isFinished ? endedPercent : (progress ?? 0);

/** Whether a report is a repeat, older than the last one, or comes after the end. */
export function isStale(history: ReportHistory, report: TaskReport): boolean {
	const { taskId } = report;
	const last = Object.hasOwn(history, taskId) ? history[taskId] : undefined;
	return (last?.percent ?? -1) >= percentOf(report);
}

/** Records a report. The history is bounded in size and age. */
export function record(history: ReportHistory, report: TaskReport, now: number): void {
	history[report.taskId] = { percent: percentOf(report), at: now };
	const byAge = Object.entries(history).sort(([, a], [, b]) => b.at - a.at);
	for (const [id] of byAge.filter(([, { at }], i) => i >= maxReports || now - at > maxAgeMs)) {
		delete history[id];
	}
}
