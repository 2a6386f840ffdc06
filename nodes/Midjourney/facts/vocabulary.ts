/** Account pools; a task is continued in its own. Source: OhMyGPT's imagine page, read 2026-11. */
export const pools = ['FAST', 'NORMAL'] as const;
export type Pool = (typeof pools)[number];

/** Membership levels, which set the queue limit. Source: OhMyGPT's Midjourney overview page, read 2026-11. */
export const memberships = ['regular', 'vip', 'premium'] as const;
export type Membership = (typeof memberships)[number];

/** States after which a task never changes again. FAILED is one client's spelling; CANCEL exists in related projects. */
export const finalStatuses = {
	success: ['SUCCESS'],
	failure: ['FAILURE', 'FAILED', 'CANCEL', 'CANCELED', 'CANCELLED'],
} as const satisfies Record<string, readonly string[]>;

/** States on the way, in order. Source: public clients and the related midjourney-proxy; read 2026-11. */
export const pendingStatuses = ['NOT_START', 'SUBMITTED', 'IN_PROGRESS', 'MODAL'] as const;

/** Actions of the price table, and REROLL, which related projects use. Others may appear at any time. */
export const actions = [
	'IMAGINE',
	'UPSCALE',
	'VARIATION',
	'ZOOM',
	'PAN',
	'DESCRIBE',
	'BLEND',
	'REROLL',
] as const;

/** Value of the `model` field that every Midjourney call carries; the key's permission is checked against it. */
export const midjourneyModel = 'midjourney';
