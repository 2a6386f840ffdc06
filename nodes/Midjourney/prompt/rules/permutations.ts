import { truncate, type Finding } from '../finding';
import type { Span } from '../parse';

/**
 * The outermost braces that hold a comma, e.g. `{red, blue}`: Midjourney makes a job of each option.
 * A backslash escapes the next character.
 */
export function permutationsOf(prompt: string): Span[] {
	const found: Span[] = [];
	const open: { start: number; comma: boolean }[] = [];
	for (let index = 0; index < prompt.length; index += 1) {
		const character = prompt[index];
		const innermost = open.at(-1);
		if (character === '\\') index += 1;
		else if (character === '{') open.push({ start: index, comma: false });
		else if (character === ',' && innermost) innermost.comma = true;
		else if (character === '}' && innermost) {
			open.pop();
			if (innermost.comma) keepOutermost(found, { start: innermost.start, end: index + 1 });
		}
	}
	return found;
}

/** One task cannot have several jobs, so braces with options are never sent. */
export function checkPermutations(prompt: string): Finding[] {
	return permutationsOf(prompt).map(({ start, end }) => {
		const given = truncate(prompt.slice(start, end));
		const message = `${given} makes several jobs, and the service answers with one task, so the other images would be paid for and lost. Send one item for each option instead.`;
		return { severity: 'error', flag: '{}', given, message, legal: 'text without braces' };
	});
}

function keepOutermost(found: Span[], span: Span): void {
	while ((found.at(-1)?.start ?? -1) > span.start) found.pop();
	found.push(span);
}
