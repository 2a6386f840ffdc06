import { models } from '../facts/parameters/models';
import type { ValueFact } from '../facts/parameters/parameter';
import { isAddress, isPunctuation, type Word } from './parse';

/** How many of the words after a flag are its value; the rest does not belong there. */
export function valueLength(fact: ValueFact, words: readonly Word[]): number {
	switch (fact.kind) {
		case 'none':
			return 0;
		case 'text':
		case 'any':
			return words.length;
		case 'ids':
			return leading(words, (word) => /^[\w-]+(::-?[\d.]+)?$/.test(word));
		case 'references':
			return Math.max(leading(words, looksLikeReference), Math.min(words.length, 1));
		default:
			return Math.min(words.length, 1);
	}
}

/** Whether one word is a legal value. */
export function accepts(fact: ValueFact, word: string): boolean {
	switch (fact.kind) {
		case 'integer':
		case 'number':
			return isInRange(fact, word);
		case 'ratio':
			return ratioOf(word) <= fact.max;
		case 'choice':
			return fact.values.some((value) => value === word.toLowerCase() || isSameNumber(value, word));
		case 'references':
			return (
				(isAddress(word) && !endsWithComma(word)) ||
				(fact.codes && isCode(word)) ||
				fact.words.includes(word)
			);
		default:
			return true;
	}
}

/** The legal values in words, e.g. "a whole number from 0 to 100". */
export function legalValues(fact: ValueFact): string {
	switch (fact.kind) {
		case 'integer':
			return `a whole number from ${fact.min} to ${fact.max}`;
		case 'number':
			return `a number from ${fact.min} to ${fact.max}`;
		case 'ratio':
			return `two whole numbers above 0, e.g. 3:2, up to ${fact.max}:1 and 1:${fact.max}`;
		case 'choice':
			return fact.values.length === 1 ? String(fact.values[0]) : `one of ${fact.values.join(', ')}`;
		case 'model':
			return `one of ${models.flatMap((model) => (model.flag === fact.flag ? model.value : [])).join(', ')}`;
		case 'references':
			return legalReferences(fact);
		case 'none':
			return 'no value';
		default:
			return 'at least one word';
	}
}

/** Longer side over the shorter one; infinite for what is no ratio of whole numbers above 0. */
export function ratioOf(word: string): number {
	const match = /^(\d+):(\d+)$/.exec(word);
	const [width, height] = [Number(match?.[1]), Number(match?.[2])];
	return width > 0 && height > 0 ? Math.max(width / height, height / width) : Infinity;
}

/** The ratio that was probably meant: 1.39:1 is 139:100, 16x9 is 16:9. */
export function ratioMeantBy(word: string): string | undefined {
	const match = /^(\d{1,6})(?:\.(\d{1,6}))?[:：x×/](\d{1,6})(?:\.(\d{1,6}))?$/i.exec(word);
	if (match === null) return undefined;
	const [, width = '', widthFraction = '', height = '', heightFraction = ''] = match;
	const digits = Math.max(widthFraction.length, heightFraction.length);
	const sides = [
		Number(width + widthFraction.padEnd(digits, '0')),
		Number(height + heightFraction.padEnd(digits, '0')),
	] as const;
	if (sides.includes(0)) return undefined;
	const divisor = digits > 0 ? greatestDivisor(...sides) : 1;
	return sides.map((side) => side / divisor).join(':');
}

/** The word without punctuation at its end. */
export function withoutPunctuation(word: string): string {
	let end = word.length;
	while (end > 0 && isPunctuation(word.charAt(end - 1))) end -= 1;
	return word.slice(0, end);
}

export const isNumber = (word: string): boolean => /^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(word);

/** Whether a word is a style code, with or without a weight: a number, as `1234` or `1234::2`. */
export const isCode = (word: string): boolean => /^\d+(::-?(\d+(\.\d+)?|\.\d+))?$/.test(word);

function isInRange(fact: { kind: string; min: number; max: number }, word: string): boolean {
	if (!isNumber(word)) return false;
	const value = Number(word);
	return (
		value >= fact.min && value <= fact.max && (fact.kind === 'number' || Number.isInteger(value))
	);
}

const isSameNumber = (value: string, word: string): boolean =>
	isNumber(word) && isNumber(value) && Number(value) === Number(word);

const looksLikeReference = (word: string): boolean =>
	isAddress(word) || isCode(word) || word === 'random';

const endsWithComma = (word: string): boolean => word.endsWith(',');

function legalReferences(fact: ValueFact & { kind: 'references' }): string {
	const single = [
		fact.max === 1 ? 'the address of an image' : 'addresses of images',
		...(fact.codes ? ['style codes'] : []),
		...fact.words,
	].join(', ');
	return Number.isFinite(fact.max) && fact.max > 1 ? `up to ${fact.max} ${single}` : single;
}

function leading(words: readonly Word[], fits: (word: string) => boolean): number {
	const index = words.findIndex((word) => !fits(word.text));
	return index === -1 ? words.length : index;
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
