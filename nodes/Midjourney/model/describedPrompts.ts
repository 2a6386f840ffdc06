import type { Task } from './task';

/** A digit in a keycap, as Discord shows a numbered list. */
const keycap = /(?:^|\n)[^\S\n]*\d{1,2}\uFE0F?\u20E3[^\S\n]*/u;
const numbered = /(?:^|\n)[^\S\n]*\d{1,2}[.):][^\S\n]+/;

const lines = (text: string) => text.replace(/\r\n?|\u2028|\u2029/g, '\n');

const tidy = (parts: string[]) =>
	parts.map((part) => part.replace(/\s+/g, ' ').trim()).filter((part) => part !== '');

/**
 * Cuts the text of a describe result into its prompts, however many there are. They are normally opened by
 * keycap digits; else by plain numbers, else separated by blank lines or line breaks.
 */
export function splitPrompts(text: string): string[] {
	const whole = lines(text);
	for (const opening of [keycap, numbered]) {
		const parts = whole.split(opening);
		if (parts.length > 2 || (parts.length === 2 && parts[0]?.trim() === '')) {
			return tidy(parts);
		}
	}
	return tidy(whole.split(/\n/));
}

const shortenedHeading = /shortened prompts[^\S\n]*:?[^\S\n]*\**[^\S\n]*(?=\n)/i;

/** The text without what comes before its first numbered prompt, like the important words of a long prompt. */
function fromFirstPrompt(text: string): string {
	const whole = lines(text);
	const heading = shortenedHeading.exec(whole);
	const start = heading ? heading.index + heading[0].length : 0;
	const list = whole.slice(start);
	return list.slice(keycap.exec(list)?.index ?? numbered.exec(list)?.index ?? 0);
}

/** The prompts in the result of a task that is text. */
export const promptsIn = ({ action, prompt }: Pick<Task, 'action' | 'prompt'>): string[] =>
	splitPrompts(action === 'SHORTEN' ? fromFirstPrompt(prompt) : prompt);
