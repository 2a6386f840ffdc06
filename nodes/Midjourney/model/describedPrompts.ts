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
