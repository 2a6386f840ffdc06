/** How much of a node run's work is done at once. The service sets no limits; these are ours. */
export const concurrency = {
	/** Items of operations that create no task. */
	items: 5,
	/** Items that are checked before anything is sent. */
	plans: 5,
	creations: 5,
	statusReads: 5,
	/** Reference pictures of one item. */
	uploads: 3,
	downloads: 5,
} as const;
