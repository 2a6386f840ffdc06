/** Seconds from submission to the end of a task. `soonest`: asking earlier is wasted. */
export interface Duration {
	readonly soonest: number;
	readonly typical: number;
}

/**
 * Expectations for the first question about a task, by action; measured progress replaces them at once.
 * Source: Midjourney's documented generation times (about a minute in fast mode) and public clients; read 2026-11.
 */
export const durations: Readonly<Record<string, Duration>> = {
	UPSCALE: { soonest: 3, typical: 10 },
	DESCRIBE: { soonest: 4, typical: 15 },
	SHORTEN: { soonest: 4, typical: 15 },
};

/** For every action without a row of its own. */
export const usualDuration: Duration = { soonest: 10, typical: 60 };
