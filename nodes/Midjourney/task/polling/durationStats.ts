import type { Task } from '../../model/task';

/** How long tasks take, as far as this run has seen. */
export interface DurationStats {
	add(task: Task): void;
	/** Median of the last tasks of this action, in milliseconds; undefined before there are enough. */
	medianMs(action: string): number | undefined;
}

const remembered = 25;
const enough = 3;

export function createDurationStats(): DurationStats {
	const byAction = new Map<string, number[]>();
	return {
		add({ action, submittedAt, finishedAt }) {
			const ms = Date.parse(finishedAt ?? '') - Date.parse(submittedAt ?? '');
			if (!(ms > 0)) return;
			byAction.set(action, [...(byAction.get(action) ?? []), ms].slice(-remembered));
		},
		medianMs(action) {
			const seen = byAction.get(action) ?? [];
			return seen.length < enough
				? undefined
				: [...seen].sort((a, b) => a - b)[Math.floor(seen.length / 2)];
		},
	};
}
