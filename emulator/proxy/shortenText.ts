/** Words of a prompt, without parameters. */
const wordsOf = (prompt: string) => prompt.replace(/\s--.*$/, '').match(/[\p{L}\p{N}]+/gu) ?? [];

/** Five prompts, each shorter than the one before. */
export function shortenedPrompts(prompt: string): string[] {
	const words = wordsOf(prompt);
	return [1, 2, 3, 4, 5].map((n) => words.slice(0, Math.max(1, words.length - n)).join(' '));
}

/** The result of a shorten task. */
export function shortenText(prompt: string): string {
	const tokens = wordsOf(prompt).map(
		(word, index) => `**${word}** (${(1 / (index + 1)).toFixed(2)})`,
	);
	const prompts = shortenedPrompts(prompt).map((each, index) => `${index + 1}\uFE0F\u20E3 ${each}`);
	return [
		`## Important tokens\n${tokens.join(', ')}`,
		`## Shortened prompts\n${prompts.join('\n\n')}`,
	].join('\n\n');
}
