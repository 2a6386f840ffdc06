import { supportOf } from '../../facts/parameters/parameterFacts';
import type { ParameterFact, ValueFact } from '../../facts/parameters/parameter';
import { truncate, type Finding } from '../finding';
import { mayExist, modelNamedBy, type CandidateModels } from '../candidateModels';
import { isAddress, type Flag, type Word } from '../parse';
import {
	accepts,
	isNumber,
	legalValues,
	ratioMeantBy,
	valueLength,
	withoutPunctuation,
} from '../values';
import { legalOrder } from './text';

/** Checks what comes after a flag: its value, and what does not belong there. */
export function checkValue(
	flag: Flag,
	fact: ParameterFact,
	meant: CandidateModels,
	taken: ReadonlySet<number>,
): Finding[] {
	// Braces are refused as a whole; their inside is not checked.
	if (flag.values.some(({ text }) => text.includes('{'))) return [];
	const slip = flag.values.findIndex(({ start }) => taken.has(start));
	const words = slip === -1 ? flag.values : flag.values.slice(0, slip);
	if (slip === 0) return [];
	const length = valueLength(fact.takes, words);
	const values = words.slice(0, length);
	return [
		...(length === 0 ? checkMissing(flag, fact) : []),
		...checkCount(flag, fact, values),
		...values.flatMap((word) => checkOne(flag, fact, meant, word)),
		...checkRest(flag, fact, words, length),
	];
}

function checkMissing({ written }: Flag, { takes }: ParameterFact): Finding[] {
	const mayBeAlone =
		takes.kind === 'none' ||
		takes.kind === 'ids' ||
		takes.kind === 'any' ||
		(takes.kind === 'model' && takes.optional);
	if (mayBeAlone) return [];
	const legal = legalValues(takes);
	const message = `${written} has no value. It takes ${legal}.`;
	return [{ severity: 'error', flag: written, message, legal }];
}

function checkCount(
	{ written }: Flag,
	{ takes }: ParameterFact,
	words: readonly Word[],
): Finding[] {
	if (takes.kind !== 'references' || words.length <= takes.max) return [];
	const legal = legalValues(takes);
	const message = `${written} takes ${legal}; ${words.length} were given.`;
	return [{ severity: 'error', flag: written, given: `${words.length} values`, message, legal }];
}

function checkOne(
	flag: Flag,
	fact: ParameterFact,
	meant: CandidateModels,
	{ text }: Word,
): Finding[] {
	const candidates = meant.models.filter((model) => supportOf(fact, model) !== 'no');
	const facts = new Set(candidates.map((model) => fact.takesIn?.[model] ?? fact.takes));
	if (facts.size === 0) facts.add(fact.takesElsewhere ?? fact.takes);
	const isLegal = (word: string) => [...facts].some((value) => fitsFact(flag, value, word));
	if (isLegal(text)) return [];
	const [only = fact.takes] = facts.size === 1 ? facts : [fact.takes];
	const legal = legalValues(only);
	const version = meant.named && only !== fact.takes ? ` with ${meant.models.join(' and ')}` : '';
	const bare = withoutPunctuation(text);
	const finding = { flag: flag.written, given: truncate(text), legal };
	if (bare !== text && bare !== '' && isLegal(bare)) {
		const message = `"${truncate(text.slice(bare.length))}" comes after ${flag.written} ${truncate(bare)}. Remove it: there is no punctuation between parameters.`;
		return [{ ...finding, severity: 'error', message }];
	}
	const advice = adviceFor(only, text);
	const message = `${flag.written} takes ${legal}${version}; ${truncate(text)} was given.${advice}`;
	// The ranges of a model outside the tables may be others.
	const severity = meant.models.length === 0 && isNumber(text) && hasRange(only) ? 'hint' : 'error';
	return [{ ...finding, severity, message }];
}

function fitsFact(flag: Flag, value: ValueFact, word: string): boolean {
	if (value.kind !== 'model') return accepts(value, word);
	const named = modelNamedBy({ ...flag, values: [{ text: word, start: 0, end: 0 }] });
	return named !== undefined || mayExist(value.flag, word);
}

const hasRange = ({ kind }: ValueFact) => kind !== 'model' && kind !== 'references';

function adviceFor(value: ValueFact, text: string): string {
	const ratio = value.kind === 'ratio' ? ratioMeantBy(text) : undefined;
	return ratio !== undefined && accepts(value, ratio) ? ` Write ${ratio}.` : '';
}

/** Whether a word is meant as the value of a flag, and not as text. */
const isSetting = (word: string) => isNumber(word) || /^(true|false|on|off|yes|no)$/i.test(word);

/** Words that the flag does not take: a second value, an address, or text. */
function checkRest(
	flag: Flag,
	fact: ParameterFact,
	words: readonly Word[],
	length: number,
): Finding[] {
	const rest = words.slice(length);
	const first = rest[0]?.text;
	if (first === undefined) return [];
	const stray = truncate(rest.map(({ text }) => text).join(' '));
	const flagAndValue = truncate(
		[flag.written, ...words.slice(0, length).map(({ text }) => text)].join(' '),
	);
	const finding = { severity: 'error', flag: flag.written, given: stray } as const;
	if (isAddress(first)) {
		const message = `The URL ${truncate(first)} comes after ${flagAndValue}. URLs of images go in front of the text.`;
		return [{ ...finding, message, legal: legalOrder }];
	}
	if (fact.takes.kind === 'none' && rest.length === 1 && isSetting(first)) {
		const message = `${flag.written} takes no value; ${truncate(first)} was given. Write ${flag.written} alone, or leave it out.`;
		return [{ ...finding, message, legal: legalValues(fact.takes) }];
	}
	if (length > 0 && isNumber(first)) {
		const message = `${flag.written} takes one value; ${truncate(first)} was given as well.`;
		return [{ ...finding, message, legal: legalValues(fact.takes) }];
	}
	const message = `"${stray}" comes after ${flagAndValue}. Text goes in front of all parameters.`;
	return [{ ...finding, message, legal: 'text, then parameters' }];
}
