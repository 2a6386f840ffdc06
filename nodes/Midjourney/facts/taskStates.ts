/** States after which a task never changes again. FAILED is one client's spelling; CANCEL exists in related projects. */
export const finalStatuses = {
	success: ['SUCCESS'],
	failure: ['FAILURE', 'FAILED', 'CANCEL', 'CANCELED', 'CANCELLED'],
} as const satisfies Record<string, readonly string[]>;
/** States on the way, in order. Source: public clients and the related midjourney-proxy; read 2026-11. */
export const pendingStatuses = ['NOT_START', 'SUBMITTED', 'IN_PROGRESS', 'MODAL'] as const;
