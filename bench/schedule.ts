import type { TaskTimes } from './simulation';

/**
 * The minimum time for tasks in this order with the given number of slots. Each task starts as soon as a slot is free.
 * The unit is that of the durations.
 */
export function idealMakespan(durations: readonly number[], slots: number): number {
	const freeAt = new Array<number>(slots).fill(0);
	for (const duration of durations) {
		const earliest = freeAt.indexOf(Math.min(...freeAt));
		freeAt[earliest] = (freeAt[earliest] ?? 0) + duration;
	}
	return Math.max(...freeAt);
}

/**
 * For each free slot, the time until a new task used it, in the unit of the task times. The tasks must be sorted,
 * oldest first. The first tasks, which fill the empty queue, are not counted.
 */
export function idleTimes(tasks: readonly TaskTimes[], slots: number): number[] {
	const ends = tasks.map(({ finishedAt }) => finishedAt).sort((a, b) => a - b);
	return tasks.slice(slots).map(({ submittedAt }, i) => submittedAt - (ends[i] ?? submittedAt));
}
