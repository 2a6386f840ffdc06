/** What can be set at the start, by `PUT /_emulator/settings` and by `POST /_emulator/reset`. */
export interface Settings {
	/** Divides every duration: tasks, latency, delays of faults, retries of webhooks. */
	speed: number;
	/** Milliseconds that every request takes besides its work. */
	latencyMs: number;
	/** From submission to the end, for every kind of task; null for realistic values by kind. */
	durationSeconds: { min: number; max: number } | null;
	/** Of everything random: durations and job ids. */
	seed: number;
	/** `scaled`: times in answers run `speed` times faster than the wall clock, from the emulator's start. */
	timestamps: 'real' | 'scaled';
	/** Seconds by which all times that the service shows are ahead of the wall clock; behind it below 0. */
	clockAheadSeconds: number;
	/** Pixels of one side of a tile at 1:1. Midjourney's are 1024. */
	tileSize: number;
	/** PNG files are padded to this many bytes; 0 leaves them as they are. */
	pictureBytes: number;
	/** Further attempts after a webhook that was not answered by 2xx. */
	callbackRetries: number;
	/** Milliseconds by the wall clock that a webhook's receiver has. */
	callbackTimeoutMs: number;
	/** Webhooks for progress, before the one for the end. */
	progressCallbacks: number;
	/** Seconds until a signed Discord link expires. */
	linkSeconds: number;
	/** Whether the documented limits of calls per second to the Management API hold. */
	rateLimits: boolean;
}

export const defaultSettings: Settings = {
	speed: 1,
	latencyMs: 0,
	durationSeconds: null,
	seed: 1,
	timestamps: 'real',
	clockAheadSeconds: 0,
	tileSize: 512,
	pictureBytes: 0,
	callbackRetries: 0,
	callbackTimeoutMs: 10_000,
	progressCallbacks: 4,
	linkSeconds: 24 * 3600,
	rateLimits: true,
};

const atLeast = (minimum: number) => ({ type: 'number', minimum });
const count = { type: 'integer', minimum: 0 };

/** JSON schema of a change to some of the settings. */
export const settingsSchema = {
	type: 'object',
	additionalProperties: false,
	properties: {
		speed: { type: 'number', exclusiveMinimum: 0 },
		latencyMs: atLeast(0),
		durationSeconds: {
			type: ['object', 'null'],
			additionalProperties: false,
			required: ['min', 'max'],
			properties: { min: atLeast(0), max: atLeast(0) },
		},
		seed: { type: 'integer' },
		timestamps: { enum: ['real', 'scaled'] },
		clockAheadSeconds: { type: 'number' },
		tileSize: { type: 'integer', minimum: 8, maximum: 2048 },
		pictureBytes: count,
		callbackRetries: count,
		callbackTimeoutMs: atLeast(1),
		progressCallbacks: count,
		linkSeconds: atLeast(0),
		rateLimits: { type: 'boolean' },
	},
} as const;
