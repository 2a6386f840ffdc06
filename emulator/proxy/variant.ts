/** The programs that speak the protocol. `plus` is the default. */
export const proxyVariants = ['plus', 'base', 'trueai', 'new-api', 'one-hub'] as const;
export type ProxyVariant = (typeof proxyVariants)[number];

/** A server drives Midjourney. A gateway passes requests on to a server and keeps its own record of each task. */
export type ServerName = 'base' | 'plus' | 'trueai';
export type GatewayName = 'new-api' | 'one-hub';

/** Assumed: the server behind a gateway is `plus`. */
export const layersOf: Readonly<
	Record<ProxyVariant, { server: ServerName; gateway: GatewayName | null }>
> = {
	base: { server: 'base', gateway: null },
	plus: { server: 'plus', gateway: null },
	trueai: { server: 'trueai', gateway: null },
	'new-api': { server: 'plus', gateway: 'new-api' },
	'one-hub': { server: 'plus', gateway: 'one-hub' },
};

/** Speeds of Midjourney. */
export const modes = ['FAST', 'RELAX', 'TURBO'] as const;
export type Mode = (typeof modes)[number];

/** First segments of a path that choose the speed. */
export const modeOfPrefix: Readonly<Record<string, Mode>> = {
	'mj-fast': 'FAST',
	'mj-relax': 'RELAX',
	'mj-turbo': 'TURBO',
};

/**
 * What a variant does with a first segment before `/mj`: it has no such path; it knows the three words; it takes any
 * segment and ignores it; it refuses all other words with code 4.
 */
export const prefixRules: Readonly<Record<ProxyVariant, 'none' | 'words' | 'ignored' | 'checked'>> =
	{
		base: 'none',
		plus: 'none',
		trueai: 'words',
		'new-api': 'ignored',
		'one-hub': 'checked',
	};

/** How the servers differ, except for their paths. */
interface ServerFacts {
	/** Text of an accepted creation. */
	readonly accepted: string;
	/** Whether pictures must be whole data URLs. */
	readonly needsDataUrl: boolean;
	/** Whether a banned word is refused at creation. If not, the task fails later. */
	readonly refusesBannedWords: boolean;
	/** Fail reason of a task that took longer than the server allows. */
	readonly timeout: string;
	/** Longest `state`, in characters. */
	readonly stateLimit: number;
	/** How often the final callback is sent. */
	readonly finalCallbacks: number;
	/** Longest `task/list`, in tasks. */
	readonly listLimit: number;
	/** Status of a cancelled task. */
	readonly cancelled: 'CANCEL' | 'FAILURE';
}

export const serverFacts: Readonly<Record<ServerName, ServerFacts>> = {
	base: {
		accepted: '提交成功',
		needsDataUrl: true,
		refusesBannedWords: true,
		timeout: '任务超时',
		stateLimit: Infinity,
		finalCallbacks: 1,
		listLimit: Infinity,
		cancelled: 'FAILURE',
	},
	plus: {
		accepted: 'Submit success',
		needsDataUrl: true,
		refusesBannedWords: true,
		timeout: '任务超时',
		stateLimit: Infinity,
		finalCallbacks: 1,
		listLimit: Infinity,
		cancelled: 'CANCEL',
	},
	trueai: {
		accepted: '提交成功',
		needsDataUrl: false,
		refusesBannedWords: false,
		timeout: '执行超时 5 分钟',
		stateLimit: 255,
		finalCallbacks: 2,
		listLimit: 100,
		cancelled: 'FAILURE',
	},
};
