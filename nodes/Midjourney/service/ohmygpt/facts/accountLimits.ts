import type { Membership } from './vocabulary';

/** How many tasks of an account may be unfinished at once. Source: OhMyGPT's Midjourney overview page, read 2026-11. */
export const unfinishedTasks: Readonly<Record<Membership, number>> = {
	regular: 3,
	vip: 20,
	premium: 50,
};

/** Tasks on one page of the task list. Source: OhMyGPT's paged query page, read 2026-11. */
export const taskPage = { min: 5, max: 20 } as const;

/**
 * Limits for one request, in milliseconds. Calls that do not stream are cut after 100 s on the CDN hosts (OhMyGPT's home
 * page, read 2026-11). Status reads are small and soon repeated; creations may carry pictures over a slow connection.
 */
export const requestLimits = {
	reading: { idleMs: 100_000, totalMs: 120_000 },
	writing: { idleMs: 100_000, totalMs: 300_000 },
} as const;

/** Hours that an uploaded reference picture is kept: long enough for a full queue. The service sets no limit. */
export const uploadHours = 24;
