import type { ServiceName } from '../nodes/Midjourney/service/features';
import type { NewCredential } from './rest';

/** The data of a task that the demo shows. */
export interface TaskStatus {
	taskId: number;
	status: string;
	/** From 0 to 100. null if the service returns no progress. */
	percent: number | null;
}

/** The service that creates the pictures: the emulator or the real one. */
export interface Service {
	/** Text for the user: which service it is, what it costs. */
	introduction: string[];
	/** One for each service that an example uses. */
	credentials: NewCredential[];
	/** The service of the first example to run, as the nodes name it. */
	name: ServiceName;
	/** Milliseconds between two reads of the tasks. */
	pollIntervalMs: number;
	/** The newest task, if there is one. */
	newestTask(): Promise<TaskStatus | undefined>;
	/** Number of requests from n8n. null if they are not counted. */
	requests(): Promise<number | null>;
	stop(): Promise<void>;
}

export function newest(tasks: readonly TaskStatus[]): TaskStatus | undefined {
	return tasks.reduce<TaskStatus | undefined>(
		(best, task) => (best && best.taskId > task.taskId ? best : task),
		undefined,
	);
}
