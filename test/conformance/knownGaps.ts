/**
 * Points where the documentation of the service contradicts itself, its clients, or its other versions. Each has a test
 * whose name ends with its tag, e.g. `[C6]`. The test shows what the node does in each case.
 */
export const contradictions: Readonly<Record<string, string>> = {
	C1: 'the task list: pages of tasks, or one task without a list',
	C2: 'bodies: JSON is recommended, forms are declared',
	C3: 'whether a blend accepts five images',
	C4: 'two spellings of the paths that create and delete a key',
	C5: 'how many keys may be deleted per second: 50 or 10',
	C6: 'the id in the response to a creation: a number or text',
	C7: 'the status of a failed task: FAILURE or FAILED',
	C8: 'the default pool of a creation',
	C9: 'imageS3Url: null, part of a path, or a complete URL',
	C10: 'twelve or thirteen fields of a key',
	C11: 'listed keys: whole or masked',
	C12: 'spellings and types that differ between endpoints',
	C13: 'taskId: text in requests, a number in responses',
	C14: 'hosts with and without www, alternative hosts',
	C15: 'customIds of zoom and pan that other clients construct differently',
};

/** Points that the documentation does not mention. Each has a test whose name ends with its tag, e.g. `[U3]`. */
export const unknowns: Readonly<Record<string, string>> = {
	U1: 'the bodies of most errors',
	U2: 'the HTTP status of errors',
	U3: 'new values of status, action and pool; fields that are missing in unfinished tasks',
	U4: 'actions that need more than a customId',
	U5: 'image and buttons of a describe result',
	U6: 'default dimensions of a blend; size limits',
	U7: 'when webhooks are sent, and how often',
	U8: 'types of images, and how long their URLs are valid',
	U9: 'responses of most of the Management API',
	U10: 'whether the Midjourney part of the service still exists',
	U11: 'whether a creation may be sent again',
};
