import type { NewCredential } from './rest';

/** As much of a task as the demo shows. */
export interface SeenTask {
	taskId: number;
	status: string;
	/** From 0 to 100; null where the service gives none. */
	percent: number | null;
}

/** What makes the pictures: the emulator, or the real service. */
export interface Service {
	/** For the person who watches: what it is, what it costs. */
	introduction: string[];
	credential: NewCredential;
	/** Milliseconds between two looks at its tasks. */
	lookEveryMs: number;
	/** The task that was submitted last, if there is one. */
	newestTask(): Promise<SeenTask | undefined>;
	/** How many requests n8n has made; null where nobody counts them. */
	requests(): Promise<number | null>;
	stop(): Promise<void>;
}

export function newest(tasks: readonly SeenTask[]): SeenTask | undefined {
	return tasks.reduce<SeenTask | undefined>(
		(best, task) => (best && best.taskId > task.taskId ? best : task),
		undefined,
	);
}
