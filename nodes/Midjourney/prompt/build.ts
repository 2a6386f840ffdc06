import {
	parameterFacts,
	parameterNamed,
	type ParameterName,
	type PromptParameters,
} from '../facts/parameters/parameterFacts';
import { alternatives } from '../facts/parameters/combinations';
import { parsePrompt } from './parse';

/**
 * Adds parameters after the text, in the order of the tables. What the text has already wins, under an alias
 * or as an alternative (`--niji` for `--v`) too, so that no flag is repeated.
 */
export function buildPrompt(text: string, parameters: PromptParameters): string {
	const taken = new Set(parsePrompt(text).flags.map((flag) => flag.name));
	const parts = [text.trim()];
	for (const { name } of parameterFacts) {
		const flag = written(name, parameters[name]);
		if (flag === undefined || sameQuestion(name).some((other) => taken.has(other))) continue;
		taken.add(name);
		parts.push(flag);
	}
	return parts.filter((part) => part !== '').join(' ');
}

function written(
	name: ParameterName,
	value: string | number | boolean | undefined,
): string | undefined {
	if (value === undefined || value === false) return undefined;
	if (value === true) return `--${name}`;
	const list = parameterNamed(name)?.takes.kind === 'references';
	const words = String(value)
		.split(/\s+/)
		.map((word) => (list ? withoutComma(word) : word))
		.filter((word) => word !== '');
	return words.length === 0 ? undefined : [`--${name}`, ...words].join(' ');
}

/** Lists of addresses are often written with commas; Midjourney parts them with spaces. */
const withoutComma = (word: string): string => (word.endsWith(',') ? word.slice(0, -1) : word);

const sameQuestion = (name: ParameterName): readonly ParameterName[] =>
	alternatives.find(({ names }) => names.includes(name))?.names ?? [name];
