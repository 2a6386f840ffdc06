/** Values of `status` of a task that has ended. undefined: the usual ones. */
export const endWords = {
	usual: undefined,
	unknown: { success: 'COMPLETED', failure: 'TERMINATED' },
	'lower-case': { success: 'success', failure: 'failure' },
	'in-progress': { success: 'IN_PROGRESS', failure: 'IN_PROGRESS' },
	cancel: { success: 'SUCCESS', failure: 'CANCEL' },
} satisfies Record<string, { success: string; failure: string } | undefined>;

export const endWordNames = Object.keys(endWords) as Array<keyof typeof endWords>;
