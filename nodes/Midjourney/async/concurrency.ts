/** How much of a node run's work is done at once. The service sets no limits; these are ours. */
export const concurrency = {
	/** Items of operations that create no task. */
	items: 5,
	/** Items that are read and checked before anything is sent. */
	plans: 5,
	/** Create requests in flight. */
	creations: 5,
	/** Requests for the status of single tasks. */
	statusReads: 5,
	/** Reference pictures of one item that are uploaded. */
	uploads: 3,
	/** Pictures that are downloaded. */
	downloads: 5,
} as const;
