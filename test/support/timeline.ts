import type { JournalEntry } from '../../emulator/journal';

/** When each request was sent, one line for each. Times count from the first request, tasks from the first task. */
export function timelineOf(entries: readonly JournalEntry[]): string[] {
	const start = Date.parse(entries[0]?.time ?? '');
	const tasks = entries.map(({ taskId }) => taskId).filter((id) => id !== undefined);
	const firstTask = Math.min(...tasks);
	return entries.map(({ time, route, taskId, status, statusCode, fault, ms }) => {
		const task = taskId === undefined ? 'no task' : `task ${taskId - firstTask}`;
		const answer = [status, statusCode, fault, `${ms} ms`].filter((part) => part !== undefined);
		return [Date.parse(time) - start, route, task, ...answer].join(' ');
	});
}
