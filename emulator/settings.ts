import { proxyVariants, type ProxyVariant } from './proxy/variant';

/** Settings. They can be set at the start, by `PUT /_emulator/settings` and by `POST /_emulator/reset`. */
export interface Settings {
	/** Divides every duration: tasks, latency, delays of faults, webhook retries. */
	speed: number;
	/** Extra milliseconds for every request. */
	latencyMs: number;
	/** Duration of every task, from submission to the end. null: realistic values for each kind of task. */
	durationSeconds: { min: number; max: number } | null;
	/** Seed for durations and job ids. */
	seed: number;
	/** `scaled`: times in responses run `speed` times faster than the wall clock, from the emulator's start. */
	timestamps: 'real' | 'scaled';
	/** Seconds by which all times in responses are ahead of the wall clock; below 0 they are behind. */
	clockAheadSeconds: number;
	/** Side of a tile at 1:1, in pixels. Midjourney's tiles have 1024. */
	tileSize: number;
	/** PNG files are padded to this size in bytes. 0: no padding. */
	pictureBytes: number;
	/** How often a webhook is sent again if the response is not 2xx. */
	callbackRetries: number;
	/** Timeout of a webhook request, in milliseconds by the wall clock. */
	callbackTimeoutMs: number;
	/** Number of progress webhooks before the final one. */
	progressCallbacks: number;
	/** Seconds until a signed Discord link expires. */
	linkSeconds: number;
	/** Whether the documented rate limits of the Management API are enforced. */
	rateLimits: boolean;
	/** How many unfinished tasks an account may have. null: what its membership allows. */
	queueLimit: number | null;
	/** Which program the paths below `/mj` are. */
	proxyVariant: ProxyVariant;
	/** Second wire: number of tasks that run at once. Ten more may wait. */
	proxyTasksAtOnce: number;
	/** Second wire: minutes after which the server gives a running task up. */
	proxyTimeoutMinutes: number;
	/** Second wire: whether the account is in remix mode, so that most buttons open a dialog. */
	proxyRemix: boolean;
	/** Second wire, `trueai`: whether U1 to U4 end at once and without a callback, as with a partner account. */
	proxyPartner: boolean;
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
	queueLimit: null,
	proxyVariant: 'plus',
	proxyTasksAtOnce: 3,
	proxyTimeoutMinutes: 5,
	proxyRemix: false,
	proxyPartner: false,
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
		queueLimit: { type: ['integer', 'null'], minimum: 1 },
		proxyVariant: { enum: proxyVariants },
		proxyTasksAtOnce: { type: 'integer', minimum: 1 },
		proxyTimeoutMinutes: { type: 'number', exclusiveMinimum: 0 },
		proxyRemix: { type: 'boolean' },
		proxyPartner: { type: 'boolean' },
	},
} as const;
