import type { Task } from '../task';
import type { Mode, ServerName } from './variant';

/** What a task of this wire has besides the fields of every task. */
export interface ProxyPart {
	/** The server that runs the task. */
	readonly server: ServerName;
	/** Value of `action` at the server. */
	action: string;
	/** Prompt as the server shows it, with the addresses of uploaded pictures in front. */
	prompt: string;
	/** Result of a describe or shorten task. */
	text?: string;
	/** Echo of the request. */
	readonly state: string | null;
	/** The speed that the request chose. null: the server's choice. */
	readonly mode: Mode | null;
	readonly botType: string;
	/** Midjourney's seed of the job. */
	readonly seed: number;
	/** Whether the client chose the seed. */
	readonly hasOwnSeed: boolean;
	/** The button whose dialog is open. The task rests until the modal call. */
	dialog: Dialog | null;
	/** When the task gets its place among those that run at once. Milliseconds by the emulator's clock. */
	slotAt: number;
	isCancelled: boolean;
	/** White part of the mask, from 0 to 1: what Midjourney paints again. */
	maskWhite?: number;
	/** Number of films of a video task. */
	films?: number;
}

export interface Dialog {
	/** Name of the button. */
	readonly button: string;
	readonly sourceId: number;
	/** Text that the dialog shows first. */
	readonly prompt: string;
}

/** A task of this wire. */
export interface ProxyTask extends Task {
	readonly proxy: ProxyPart;
}

export const isProxyTask = (task: Task | undefined): task is ProxyTask => task?.proxy !== undefined;

/** Whether the task rests until the modal call. */
export const isResting = (task: Task): boolean => (task.proxy?.dialog ?? null) !== null;
