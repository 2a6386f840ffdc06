import type { Pool } from '../nodes/Midjourney/facts/pools';
import type { ButtonKind } from './buttons';
import type { Fault } from './faults';
import type { Picture } from './pictures/picture';

/** What a creation call, or a pressed button, will become. */
export interface TaskPlan {
	/** Value of the `action` field. */
	action: string;
	pool: Pool;
	/** Tokens, taken on success. */
	cost: number;
	/** How long it takes. */
	pace: keyof typeof paces;
	/** Which buttons its result has. */
	buttons: ButtonKind;
	/** For a describe task the result. */
	prompt: string;
	description: string;
	/** Draws the result; `id` is the new task's. */
	picture: (id: number) => Picture;
	/** Why it will fail; absent if it will not. */
	failReason?: string;
	sourceId?: number;
}

/** A task. Moments are milliseconds by the emulator's clock; the state follows from them. */
export interface Task extends Omit<TaskPlan, 'picture' | 'failReason'> {
	readonly id: number;
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
	readonly picture: Picture;
	/** File size to pad the picture to, 0 for none. */
	readonly pictureBytes: number;
	/** Fault that changes how the task is told about. */
	readonly fault?: Fault;
	readonly callbackFault?: Fault;
	/** Whether the end was booked. */
	settled: boolean;
}

/** Seconds from submission to the end. Assumed; Midjourney speaks of about a minute in fast mode. */
export const paces = {
	picture: { FAST: { min: 30, max: 120 }, NORMAL: { min: 60, max: 300 } },
	upscale: { FAST: { min: 5, max: 15 }, NORMAL: { min: 10, max: 30 } },
	describe: { FAST: { min: 5, max: 20 }, NORMAL: { min: 10, max: 40 } },
} as const satisfies Record<string, Record<Pool, { min: number; max: number }>>;

/** Whether the task has ended, well or badly. */
export const isFinal = (task: Task, moment: number) => moment >= task.finishAt;
