import type { Membership } from './vocabulary';

/** How many tasks of an account may be unfinished at once. Source: OhMyGPT's Midjourney overview page, read 2026-11. */
export const unfinishedTasks: Readonly<Record<Membership, number>> = {
	regular: 3,
	vip: 20,
	premium: 50,
};

/** Tasks on one page of the task list. Source: OhMyGPT's paged query page, read 2026-11. */
export const taskPage = { min: 5, max: 20 } as const;

/** Pictures of one blend. The overview and the Chinese page disagree on five; clients send up to five. */
export const blendPictures = { min: 2, max: 5 } as const;

/**
 * Bytes that a creation may carry. The service documents none; public clients cap a picture at 1 to 5 MB
 * (2024 and 2025), and calls through its CDN hosts are cut after 100 s.
 */
export const pictureBytes = { each: 5_000_000, together: 20_000_000 } as const;

/** Milliseconds. Calls that do not stream are cut after 100 s on the CDN hosts (OhMyGPT's home page, read 2026-11). */
export const timeouts = { requestMs: 100_000, creationMs: 100_000, downloadMs: 120_000 } as const;

/** Minutes. Relax-mode tasks can queue for long; a public client gives a task up after 30 minutes. */
export const waitMinutes = { default: 15, max: 24 * 60 } as const;

/** Hours that an uploaded reference picture is kept: long enough for a full queue. The service sets no limit. */
export const uploadHours = 24;

/** Pictures that one run of a node downloads at once. The service sets no limit. */
export const downloadsAtOnce = 5;
