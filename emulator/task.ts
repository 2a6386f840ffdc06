import type { Pool } from '../nodes/Midjourney/facts/pools';
import type { ButtonKind } from './buttons';
import type { Fault } from './faults';
import type { Picture } from './pictures/picture';
import type { ProxyPart } from './proxy/proxyTask';

/** A new task, as a creation call or a button describes it. */
export interface TaskPlan {
	/** Value of the `action` field. */
	action: string;
	pool: Pool;
	/** Tokens, charged on success. */
	cost: number;
	/** Which of the usual durations the task has. */
	durationKind: keyof typeof usualDurations;
	/** Which buttons the result has. */
	buttons: ButtonKind;
	/** For a describe task: the result. */
	prompt: string;
	description: string;
	/** Describes the picture of the result; `id` is the id of the new task. */
	picture: (id: number) => Picture;
	/** Why the task will fail. Absent if it succeeds. */
	failReason?: string;
	sourceId?: number;
}

/** A task. Moments are milliseconds by the emulator's clock. The status is derived from them. */
export interface Task extends Omit<TaskPlan, 'picture' | 'failReason'> {
	readonly id: number;
	/** Counts the tasks since the start or the last reset. */
	readonly number: number;
	/** Midjourney's job id. */
	readonly jobId: string;
	readonly accountId: string;
	readonly key: string;
	readonly webhook: string | null;
	readonly submittedAt: number;
	startAt: number;
	progressAt: number;
	finishAt: number;
	failReason: string | null;
	picture: Picture;
	/** The picture file is padded to this size. 0: no padding. */
	readonly pictureBytes: number;
	/** Fault that changes the task object in responses. */
	fault?: Fault;
	callbackFault?: Fault;
	/** Whether the end of the task was counted and, on success, charged. */
	endProcessed: boolean;
	/** Only for tasks of the second wire. */
	readonly proxy?: ProxyPart;
}

/** Seconds from submission to the end. Assumed. Midjourney mentions about one minute in fast mode. */
export const usualDurations = {
	picture: { FAST: { min: 30, max: 120 }, NORMAL: { min: 60, max: 300 } },
	upscale: { FAST: { min: 5, max: 15 }, NORMAL: { min: 10, max: 30 } },
	describe: { FAST: { min: 5, max: 20 }, NORMAL: { min: 10, max: 40 } },
} as const satisfies Record<string, Record<Pool, { min: number; max: number }>>;

/** Whether the task has ended, with success or failure. */
export const isFinal = (task: Task, moment: number) => moment >= task.finishAt;
