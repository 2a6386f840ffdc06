/**
 * Words that the emulator rejects. These are examples for tests: Midjourney does not publish its list.
 */
const bannedWords: readonly string[] = ['nude', 'naked', 'gore', 'cannibalism', 'beheading'];

/** Words that are accepted at creation, but make the task fail later. */
const moderatedWords: readonly string[] = ['bloodbath', 'lingerie', 'massacre'];

const findWord = (text: string, words: readonly string[]): string | undefined => {
	const inText = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
	return words.find((word) => inText.has(word));
};

/** The word because of which the creation is rejected. */
export const bannedWord = (prompt: string): string | undefined => findWord(prompt, bannedWords);

/** The reason why the task will fail later. */
export function moderationReason(prompt: string): string | undefined {
	const word = findWord(prompt, moderatedWords);
	return word && `Moderated: the result of "${word}" was blocked by the content filter`;
}
