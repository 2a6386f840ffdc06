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
	upload: '/submit/upload-discord-images',
	/** GET. Gateways have none. */
	list: '/task/list',
	/** GET, between them the task's ID. */
	fetch: ['/task/', '/fetch'],
} as const;

/** Values of `code` in the response to a creation. */
export const codes = {
	/** A task exists; one that is queued; one that may wait for its second call. */
	accepted: [1, 22, 21],
	needsModal: 21,
	notFound: 3,
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
} as const;

/** Tasks of the list that count as a full page. No server documents a number; one of them shows its newest 100. */
export const listPage = 100;
