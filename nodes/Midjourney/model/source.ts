/** Ways to get a finished picture that a user may fix. */
export const sourceNames = [
	'objectStorage',
	'objectStorageProxy',
	'objectStorageCompressed',
	'discord',
	'discordProxy',
	'discordCompressed',
] as const;

export type SourceName = (typeof sourceNames)[number];
export type SourceChoice = 'automatic' | SourceName;

/** What the image proxy is to make of a picture. */
export interface Compression {
	/** Pixels; the height follows. */
	width?: number;
	/** 1 to 100. */
	quality?: number;
	format: 'jpg' | 'png' | 'webp';
}
