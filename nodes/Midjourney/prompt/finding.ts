import type { Severity } from '../facts/parameters/parameter';

/** Something about a prompt that its author should know before it costs money. */
export interface Finding {
	readonly severity: Severity;
	/** The flag as it was written, e.g. `--ar`. */
	readonly flag?: string;
	/** What was given. */
	readonly given?: string;
	/** What was given, and what to do. */
	readonly message: string;
	/** What is legal, where that can be said. */
	readonly legal?: string;
}

const longest = 60;

/** Text of the user's in a message: cut, so that a message stays readable. */
export function truncate(text: string): string {
	const characters = [...text.slice(0, 2 * longest)];
	return characters.length <= longest && text.length <= 2 * longest
		? text
		: `${characters.slice(0, longest).join('')}…`;
}
