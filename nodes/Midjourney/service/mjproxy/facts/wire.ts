/**
 * Paths below the base address and `/mj`. POST unless said otherwise.
 * Source: midjourney-proxy, its relatives and the gateways new-api and one-hub; read 2026-11.
 */
export const endpoints = {
	imagine: '/submit/imagine',
	blend: '/submit/blend',
	describe: '/submit/describe',
	action: '/submit/action',
	/** For servers without buttons. */
	change: '/submit/change',
	modal: '/submit/modal',
	shorten: '/submit/shorten',
	/** Newer servers only. */
	edit: '/submit/edits',
	/** Newer servers only. */
	video: '/submit/video',
	upload: '/submit/upload-discord-images',
	/** The tasks with some IDs; none for no IDs. */
	listByIds: '/task/list-by-condition',
	/** GET. Gateways have none. */
	list: '/task/list',
	/** GET, between them the task's ID. */
	fetch: ['/task/', '/fetch'],
	/** GET, as above. */
	seed: ['/task/', '/image-seed'],
	/** As above. */
	cancel: ['/task/', '/cancel'],
} as const;

/** Values of `code` in the response to a creation. */
export const codes = {
	/** A task exists; one that is queued; one that may wait for its second call. */
	accepted: [1, 22, 21],
	mayWait: 21,
	notFound: 3,
	/** Something failed, whatever it was: a task may exist, unless the words say why not. */
	failed: 9,
	/** A gateway had no readable response from the server behind it: a task may exist, whatever the HTTP status says. */
	upstream: 5,
	queueFull: 23,
	bannedWord: 24,
	saturated: 30,
} as const;

/** Limits for one request, in milliseconds. A gateway gives the server behind it 60 s. */
export const requestLimits = {
	reading: { idleMs: 100_000, totalMs: 120_000 },
	writing: { idleMs: 100_000, totalMs: 300_000 },
	/** One server holds the call for up to a minute until it knows the seed. */
	seed: { idleMs: 70_000, totalMs: 70_000 },
} as const;

/** IDs in one request for several tasks. No server documents a limit. */
export const idsPerRequest = 100;

/** Milliseconds after which a gateway asks the server behind it again. Source: new-api and one-hub, read 2026-11. */
export const gatewayIntervalMs = 15_000;

/** A server shows after this time at the latest, in milliseconds, that the second call of a button was accepted. */
export const modalRepeatMs = 10_000;

/** Tasks of the list that count as a full page. No server documents a number; one of them shows its newest 100. */
export const listPage = 100;
