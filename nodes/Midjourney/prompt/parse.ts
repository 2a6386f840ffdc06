import { parameterNamed, type ParameterName } from '../facts/parameters/parameterFacts';

/** Positions in the prompt; `end` is after the last character. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** A run of characters without white space. */
export interface Word extends Span {
	readonly text: string;
}

/** A flag with everything up to the next one. */
export interface Flag extends Span {
	/** As it was written, e.g. `--s`. */
	readonly written: string;
	/** Name of the parameter, e.g. `stylize`; undefined where there is none of this name. */
	readonly name?: ParameterName;
	/** Characters stuck to the name, e.g. `3:2` in `--ar3:2` or `,` in `--tile,`. */
	readonly stuck?: string;
	/** Words after the flag, including text that does not belong to it. */
	readonly values: readonly Word[];
}

/** The parts of a prompt in their order: addresses of pictures, text, flags. */
export interface ParsedPrompt {
	readonly pictures: readonly Word[];
	readonly text: Word;
	readonly textWords: readonly Word[];
	readonly flags: readonly Flag[];
}

/** Reads any text, in time proportional to its length. */
export function parsePrompt(prompt: string): ParsedPrompt {
	const words: Word[] = [];
	for (const match of prompt.matchAll(/\S+/g)) {
		words.push({ text: match[0], start: match.index, end: match.index + match[0].length });
	}
	const textFrom = indexOrEnd(words, (word) => !isAddress(word.text));
	const flagsFrom = indexOrEnd(words, (word) => opensFlag(word.text));
	const textWords = words.slice(textFrom, flagsFrom);
	return {
		pictures: words.slice(0, textFrom),
		text: spanned(prompt, textWords, words[textFrom - 1]?.end ?? 0),
		textWords,
		flags: flagsOf(words.slice(flagsFrom)),
	};
}

/** The seed that the prompt fixes, if it is a legal one. */
export function seedOf(prompt: string): number | undefined {
	const value = parsePrompt(prompt).flags.find((flag) => flag.name === 'seed')?.values[0]?.text;
	return value !== undefined && /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}

/** Whether a word is a URL, also in Discord's form `<…>`. */
export const isAddress = (word: string): boolean => /^<?https?:\/\/./i.test(word);

/** Whether a word begins a flag: two hyphens and a letter. */
export const opensFlag = (word: string): boolean => /^--\p{L}/u.test(word);

/** Whether characters are nothing but punctuation, such as the full stop of a sentence. */
export const isPunctuation = (text: string): boolean => /^[\p{P}\p{S}]+$/u.test(text);

function flagsOf(words: readonly Word[]): Flag[] {
	const flags: Flag[] = [];
	let values: Word[] = [];
	for (const word of words) {
		if (opensFlag(word.text)) {
			const flag = openedBy(word);
			values = [...flag.values];
			flags.push({ ...flag, values });
		} else {
			values.push(word);
		}
	}
	return flags.map((flag) => ({ ...flag, end: flag.values.at(-1)?.end ?? flag.end }));
}

/** Reads the word that begins a flag; a value right after the name is its first value. */
function openedBy(word: Word): Flag {
	const letters = /^\p{L}+/u.exec(word.text.slice(2))?.[0] ?? '';
	const written = `--${letters}`;
	const stuck = word.text.slice(written.length);
	const name = parameterNamed(letters)?.name;
	const plain = { start: word.start, end: word.end, written, name };
	if (stuck === '') return { ...plain, values: [] };
	if (isPunctuation(stuck) || stuck.startsWith('--')) return { ...plain, stuck, values: [] };
	const value = /^[=:]?([+-]?\.?\d.*)$/s.exec(stuck)?.[1];
	if (name === undefined || value === undefined) {
		return { start: word.start, end: word.end, written: word.text, values: [] };
	}
	const valueWord = { text: value, start: word.end - value.length, end: word.end };
	return { ...plain, stuck, values: [valueWord] };
}

function indexOrEnd(words: readonly Word[], wanted: (word: Word) => boolean): number {
	const index = words.findIndex(wanted);
	return index === -1 ? words.length : index;
}

function spanned(prompt: string, words: readonly Word[], otherwise: number): Word {
	const start = words[0]?.start ?? otherwise;
	const end = words.at(-1)?.end ?? otherwise;
	return { text: prompt.slice(start, end), start, end };
}
