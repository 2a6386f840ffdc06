import { cleanMessage } from './cleanMessage';

/** Quoted parts, by their marks. An apostrophe inside of a word is no mark. */
const quotations = [
	/"[^"]*"/g,
	/“[^”]*”/g,
	/„[^“”]*[“”]/g,
	/«[^»]*»/g,
	/「[^」]*」/g,
	/『[^』]*』/g,
	/`[^`]*`/g,
	/(?<![\p{L}\p{N}])['‘].*?['’](?![\p{L}\p{N}])/gu,
];

/** The message without its quoted parts. */
export const unquotedText = (message: string): string =>
	quotations.reduce((text, quotation) => text.replace(quotation, ' '), message);

/** A part of a text this long is no accident, even if its end is cut off. */
const minPart = 8;

function lengthInCommon(a: string, b: string): number {
	let length = 0;
	while (length < a.length && a[length] === b[length]) length++;
	return length;
}

/** `message` without `text`, or the beginning of it. Both in lower case. */
function withoutText(message: string, text: string): string {
	const start = text.slice(0, minPart);
	if (start.length < minPart) return message;
	let rest = message;
	let kept = '';
	for (let at = rest.indexOf(start); at >= 0; at = rest.indexOf(start)) {
		kept += `${rest.slice(0, at)} `;
		rest = rest.slice(at + lengthInCommon(text, rest.slice(at)));
	}
	return kept + rest;
}

/**
 * The message in lower case, without the given texts, even if it cuts them off, and without what it quotes from them.
 * Very short texts stay where they are not quoted: they may be words of the message's own.
 */
export function withoutTexts(message: string, texts: readonly string[]): string {
	const cleaned = texts.map((text) => cleanMessage(text).replace(/…$/, '').toLowerCase());
	const own = cleaned.reduce(withoutText, message.toLowerCase());
	const isFromTexts = (quotation: string) => {
		const inside = quotation.slice(1, -1).trim();
		return cleaned.some((text) => text.includes(inside));
	};
	return quotations.reduce(
		(text, quotation) => text.replace(quotation, (part) => (isFromTexts(part) ? ' ' : part)),
		own,
	);
}
