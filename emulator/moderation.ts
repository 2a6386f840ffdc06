/**
 * Words that the emulator refuses. Midjourney keeps its own list to itself; these are examples for tests.
 */
const bannedWords: readonly string[] = ['nude', 'naked', 'gore', 'cannibalism', 'beheading'];

/** Words that are let through at first and end the task as a failure. */
const moderatedWords: readonly string[] = ['bloodbath', 'lingerie', 'massacre'];

const found = (text: string, words: readonly string[]): string | undefined => {
	const inText = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
	return words.find((word) => inText.has(word));
};

/** The word for which the creation is refused. */
export const bannedWord = (prompt: string): string | undefined => found(prompt, bannedWords);

/** Why the task will fail while it is worked on. */
export function moderationReason(prompt: string): string | undefined {
	const word = found(prompt, moderatedWords);
	return word && `Moderated: the result of "${word}" was blocked by the content filter`;
}
