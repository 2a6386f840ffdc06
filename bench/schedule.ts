import type { TaskMoments } from './emulatorProcess';

/**
 * Time that `places` need at the least for tasks in this order, each begun as soon as a place is free; same unit as the
 * durations.
 */
export function idealMakespan(durations: readonly number[], places: number): number {
	const freeAt = new Array<number>(places).fill(0);
	for (const duration of durations) {
		const earliest = freeAt.indexOf(Math.min(...freeAt));
		freeAt[earliest] = (freeAt[earliest] ?? 0) + duration;
	}
	return Math.max(...freeAt);
}

/**
 * How long each free place stayed empty before a new task had it, in the moments' unit. Tasks are given oldest first.
 * Of the first tasks, which fill the places, there is no such time.
 */
export function emptyTimes(tasks: readonly TaskMoments[], places: number): number[] {
	const ends = tasks.map(({ finishedAt }) => finishedAt).sort((a, b) => a - b);
	return tasks.slice(places).map(({ submittedAt }, i) => submittedAt - (ends[i] ?? submittedAt));
}
