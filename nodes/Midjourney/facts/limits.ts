/** Pictures of one blend. The overview and the Chinese page disagree on five; clients send up to five. */
export const blendPictures = { min: 2, max: 5 } as const;

/** Videos of one task. Source: fields of midjourney-proxy's relatives; read 2026-11. */
export const videosAtOnce = { min: 1, max: 4 } as const;

/** Formats that Midjourney takes as reference pictures. Source: Midjourney's image prompt page, read 2026-11. */
export const referenceTypes: readonly string[] = [
	'image/png',
	'image/jpeg',
	'image/webp',
	'image/gif',
];

/**
 * Bytes that a creation may carry. The service documents none; public clients cap a picture at 1 to 5 MB
 * (2024 and 2025), and calls through its CDN hosts are cut after 100 s.
 */
export const pictureBytes = { each: 5_000_000, together: 20_000_000 } as const;

/**
 * Minutes. Relax-mode tasks can queue for long; a public client gives a task up after 30 minutes. A suspended execution
 * whose last callback is lost sleeps until its limit, so that is nearer to the usual one to four minutes.
 */
export const waitMinutes = { default: 15, suspended: 5, max: 24 * 60 } as const;

/** Limits for a download of one picture, in milliseconds. */
export const downloadLimits = { idleMs: 120_000, totalMs: 150_000 } as const;
/** Milliseconds after which no further address of a picture is tried. */
export const pictureLimitMs = 300_000;
