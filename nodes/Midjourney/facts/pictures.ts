/** Formats that Midjourney takes as reference pictures. Source: Midjourney's image prompt page, read 2026-11. */
export const referenceTypes: readonly string[] = [
	'image/png',
	'image/jpeg',
	'image/webp',
	'image/gif',
];
