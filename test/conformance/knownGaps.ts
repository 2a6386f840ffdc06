/**
 * Where the documentation of the service contradicts itself, its clients, or its other editions. Each has a test that
 * ends in its tag, e.g. `[C6]`, and shows what the node makes of either version.
 */
export const contradictions: Readonly<Record<string, string>> = {
	C1: 'the task list: pages of tasks, or one bare task',
	C2: 'bodies: JSON is recommended, forms are declared',
	C3: 'whether a blend takes five pictures',
	C4: 'two spellings of the paths that create and delete a key',
	C5: 'how many keys may be deleted in a second: 50 or 10',
	C6: 'the id that a creation answers: a number or text',
	C7: 'the word for a failed task: FAILURE or FAILED',
	C8: 'the pool of a creation that names none',
	C9: 'imageS3Url: null, a piece of a path, or a whole address',
	C10: 'twelve or thirteen fields of a key',
	C11: 'listed keys: whole or masked',
	C12: 'spellings and types that differ between endpoints',
	C13: 'taskId: text in requests, a number in answers',
	C14: 'hosts with and without www, alternative hosts',
	C15: 'customIds of zoom and pan that clients build otherwise',
};

/** What the documentation does not say. Each has a test that ends in its tag, e.g. `[U3]`. */
export const unknowns: Readonly<Record<string, string>> = {
	U1: 'the bodies of most errors',
	U2: 'the HTTP status of errors',
	U3: 'new values of status, action and pool; fields that are missing on the way',
	U4: 'actions that need more than a customId',
	U5: 'picture and buttons of a describe result',
	U6: 'dimensions of a blend that names none; limits of size',
	U7: 'when webhooks are sent, and how often',
	U8: 'types of pictures, and how long their addresses live',
	U9: 'answers of most of the Management API',
	U10: 'whether the Midjourney part of the service still runs',
	U11: 'whether a creation may be sent again',
};
