/** Ways to get a finished picture that a user may fix, and what they are called. */
export const sourceLabels = {
	discord: 'Discord',
	discordProxy: 'Discord Through Proxy',
	discordCompressed: 'Discord Through Proxy, Compressed',
	objectStorage: 'Object Storage',
	objectStorageProxy: 'Object Storage Through Proxy',
	objectStorageCompressed: 'Object Storage Through Proxy, Compressed',
	server: 'Server',
	serverProxy: 'Server Through Proxy',
	serverCompressed: 'Server Through Proxy, Compressed',
} as const;

export type SourceName = keyof typeof sourceLabels;
export type SourceChoice = 'automatic' | SourceName;

export const sourceNames = Object.keys(sourceLabels) as SourceName[];

/** What the image proxy is to make of a picture. */
export interface Compression {
	/** Pixels; the height follows. */
	width?: number;
	/** 1 to 100. */
	quality?: number;
	format: 'jpg' | 'png' | 'webp';
}
