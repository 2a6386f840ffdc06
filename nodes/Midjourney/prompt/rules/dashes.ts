import { parameterNamed, type ParameterName } from '../../facts/parameters/parameterFacts';
import type { ParameterFact } from '../../facts/parameters/parameter';
import { truncate, type Finding } from '../finding';
import { isAddress, opensFlag, type ParsedPrompt, type Word } from '../parse';
import { isCode, isNumber, ratioMeantBy, withoutPunctuation } from '../values';

/** Flags with wrong hyphens, which Midjourney does not read as flags. */
export interface DashMistakes {
	readonly findings: readonly Finding[];
	/** Starts of the words that such a flag consists of: they do not count as text. */
	readonly taken: ReadonlySet<number>;
}

type Slip = 'dash' | 'space behind' | 'no space in front';

/** Words that look like a flag. */
interface Candidate {
	readonly slip: Slip;
	readonly fact: ParameterFact<ParameterName>;
	readonly dashes: string;
	readonly given: string;
	readonly value: Word | undefined;
	readonly words: readonly (Word | undefined)[];
}

/** The hyphen, and its replacements by word processors and in other scripts. */
const dash = '\\-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d';
const wrongStart = new RegExp(`^([${dash}]{1,3})([a-z]+)(.*)$`, 'isu');
const dashesAlone = new RegExp(`^[${dash}]{1,3}$`, 'u');
const dashesInside = new RegExp(`[^${dash}]([${dash}]{1,3})([a-z]+)$`, 'iu');

/**
 * Finds flags with the wrong dash, with a space after the dashes, or without one before them.
 * Prose is full of dashes, so that in front of the first flag only a fitting value makes it certain,
 * and behind a dash as sentences have it only a ratio or an address.
 */
export function checkDashes(prompt: ParsedPrompt): DashMistakes {
	const findings: Finding[] = [];
	const taken = new Set<number>();
	const check = (words: readonly Word[], mayBeProse: boolean) => {
		words.forEach((_, index) => {
			const candidate = candidateAt(words, index);
			const finding = candidate && judge(candidate, mayBeProse);
			if (finding === undefined) return;
			findings.push(finding);
			candidate?.words.forEach((word) => word && taken.add(word.start));
		});
	};
	eachPart(prompt, check);
	return { findings, taken };
}

/** Starts of the words in which a long dash certainly opens a parameter: Midjourney takes it like two hyphens. */
export function longDashFlags(prompt: ParsedPrompt): number[] {
	const starts: number[] = [];
	const find = (words: readonly Word[], mayBeProse: boolean) => {
		words.forEach(({ start }, index) => {
			const candidate = candidateAt(words, index);
			if (candidate?.slip !== 'dash' || candidate.dashes !== '\u2014') return;
			if (judge(candidate, mayBeProse)?.severity === 'error') starts.push(start);
		});
	};
	eachPart(prompt, find);
	return starts;
}

/** In front of the first flag, and after `--no`, words may be prose. */
function eachPart(
	{ textWords, flags }: ParsedPrompt,
	check: (words: readonly Word[], mayBeProse: boolean) => void,
): void {
	check(textWords, true);
	for (const flag of flags) check(flag.values, flag.name === 'no');
}

function candidateAt(words: readonly Word[], index: number): Candidate | undefined {
	const word = words[index];
	if (word === undefined || isAddress(word.text) || opensFlag(word.text)) return undefined;
	const [next, afterNext] = [words[index + 1], words[index + 2]];
	if (dashesAlone.test(word.text)) return withSpace(word, next, afterNext);
	return withWrongDash(word, next) ?? withoutSpace(word, next);
}

function withWrongDash(word: Word, next: Word | undefined): Candidate | undefined {
	const [, dashes = '', name = '', stuck = ''] = wrongStart.exec(word.text) ?? [];
	const fact = parameterNamed(name);
	const value = stuck === '' ? next : { ...word, text: stuck };
	const words = [word, value];
	return fact && { slip: 'dash', fact, dashes, given: dashes + name, value, words };
}

function withSpace(
	word: Word,
	next: Word | undefined,
	value: Word | undefined,
): Candidate | undefined {
	const fact = next && parameterNamed(next.text);
	if (fact === undefined) return undefined;
	const given = `${word.text} ${next?.text}`;
	const words = [word, next, value];
	return { slip: 'space behind', fact, dashes: word.text, given, value, words };
}

function withoutSpace(word: Word, value: Word | undefined): Candidate | undefined {
	const [, dashes = '', name = ''] = dashesInside.exec(word.text) ?? [];
	const fact = dashes === '-' ? undefined : parameterNamed(name);
	const words = [word, value];
	return fact && { slip: 'no space in front', fact, dashes, given: word.text, value, words };
}

/** Certain, a hint where it may be prose, and nothing where it probably is. */
function judge(candidate: Candidate, mayBeProse: boolean): Finding | undefined {
	const { slip, fact, dashes, given } = candidate;
	const flag = `--${fact.name}`;
	const finding = { flag: truncate(given), given: truncate(given), legal: flag };
	const advice = adviceFor(slip, truncate(given), flag);
	const hintMessage = `If a parameter is meant: ${advice}`;
	const hint = { ...finding, severity: 'hint', message: hintMessage } as const;
	const certain = { ...finding, severity: 'error', message: advice } as const;
	if (!mayBeProse) return certain;
	const isProseDash = dashes === '-' || (slip !== 'dash' && !/^-+$/.test(dashes));
	if (!fits(candidate)) return isProseDash ? undefined : hint;
	const isPlainValue = fact.takes.kind !== 'ratio' && fact.takes.kind !== 'references';
	return dashes === '-' || (isProseDash && isPlainValue) ? hint : certain;
}

function adviceFor(slip: Slip, given: string, flag: string): string {
	switch (slip) {
		case 'dash':
			return `"${given}" does not begin with two plain hyphens. Write ${flag}; word processors often replace them.`;
		case 'space behind':
			return `"${given}" has a space behind the dashes. Write ${flag}.`;
		case 'no space in front':
			return `"${given}" has no space in front of the dashes. Put a space there and write ${flag}.`;
	}
}

/** Whether what follows can only be the flag's value, and not the rest of a sentence. */
function fits({ slip, dashes, fact: { takes }, value: next }: Candidate): boolean {
	const text = next?.text ?? '';
	const bare = withoutPunctuation(text);
	switch (takes.kind) {
		case 'none':
			return (slip === 'dash' || dashes === '--') && (text === '' || wrongStart.test(text));
		case 'ratio':
			return /^\d+:\d+$/.test(bare) || ratioMeantBy(bare) !== undefined;
		case 'integer':
		case 'number':
		case 'model':
			return isNumber(bare);
		case 'choice':
			return isNumber(bare) || takes.values.includes(bare);
		case 'references':
			return isAddress(text) || (takes.codes && isCode(bare)) || takes.words.includes(bare);
		default:
			return false;
	}
}
