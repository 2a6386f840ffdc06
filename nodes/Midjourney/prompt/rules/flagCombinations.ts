import { parameterNamed, type ParameterName } from '../../facts/parameters/parameterFacts';
import { alternatives, conflicts, styleCodeVersions } from '../../facts/parameters/combinations';
import { truncate, type Finding } from '../finding';
import type { Flag } from '../parse';
import { isCode, ratioOf } from '../values';

/** The flags of a prompt by parameter. */
export type FlagsByName = ReadonlyMap<ParameterName, readonly Flag[]>;

export function byName(flags: readonly Flag[]): FlagsByName {
	const map = new Map<ParameterName, Flag[]>();
	for (const flag of flags) {
		if (flag.name === undefined) continue;
		const same = map.get(flag.name);
		if (same) same.push(flag);
		else map.set(flag.name, [flag]);
	}
	return map;
}

/** Checks flags that cannot be combined, and repeated ones. */
export function checkCombinations(flags: FlagsByName): Finding[] {
	return [
		...checkRepeated(flags),
		...checkAlternatives(flags),
		...checkConflicts(flags),
		...checkStyleCodes(flags),
		...checkHdRatio(flags),
	];
}

function checkRepeated(flags: FlagsByName): Finding[] {
	return [...flags].flatMap(([name, same]): Finding[] => {
		const [first, ...others] = same;
		if (first === undefined || others.length === 0) return [];
		const values = [...new Set(same.map(({ values: words }) => textOf(words)))];
		const kind = parameterNamed(name)?.takes.kind;
		const several = kind === 'text' || kind === 'references' || kind === 'ids';
		const given = truncate(values.slice(0, 5).join(' and '));
		const finding = { flag: first.written, given };
		if (values.length > 1 && !several) {
			const message = `--${name} is given more than once, with ${given}. Keep one.`;
			return [{ ...finding, severity: 'error', message }];
		}
		const message = `--${name} is ${same.length} times in the prompt. Write it once.`;
		return [{ ...finding, severity: 'hint', message }];
	});
}

function checkAlternatives(flags: FlagsByName): Finding[] {
	return alternatives.flatMap(({ names, severity, reason }) => {
		const written = names.flatMap((name) => flags.get(name)?.[0]?.written ?? []);
		return written.length < 2 ? [] : [pair(severity, written, reason)];
	});
}

function checkConflicts(flags: FlagsByName): Finding[] {
	return conflicts.flatMap(({ names, values, severity, reason }) => {
		const [first, second] = names.map((name) => flags.get(name)?.[0]);
		if (first === undefined || second === undefined) return [];
		const given = second.values[0]?.text ?? '';
		if (values !== undefined && !values.includes(given)) return [];
		const written = values === undefined ? second.written : `${second.written} ${given}`;
		return [pair(severity, [first.written, written], reason)];
	});
}

function pair(severity: Finding['severity'], written: readonly string[], reason: string): Finding {
	const given = written.join(' and ');
	return { severity, flag: written[0], given, message: `${given}: ${reason}` };
}

/** Style codes and `random` go with some style versions only. */
function checkStyleCodes(flags: FlagsByName): Finding[] {
	const version = flags.get('sv')?.[0];
	const given = version?.values[0]?.text;
	const code = flags
		.get('sref')
		?.flatMap(({ values }) => values)
		.find(({ text }) => isCode(text) || text === 'random')?.text;
	if (version === undefined || given === undefined || code === undefined) return [];
	if (!styleCodeVersions.without.some((without) => without === given)) return [];
	const legal = styleCodeVersions.with.map((takes) => `${version.written} ${takes}`).join(' or ');
	const message = `The style code ${truncate(code)} needs ${legal}; ${version.written} ${truncate(given)} was given.`;
	return [{ severity: 'error', flag: version.written, given: truncate(given), message, legal }];
}

function checkHdRatio(flags: FlagsByName): Finding[] {
	const ratio = flags.get('ar')?.[0];
	const given = ratio?.values[0]?.text;
	const fact = parameterNamed('ar')?.takes;
	if (ratio === undefined || given === undefined || fact?.kind !== 'ratio' || !flags.has('hd'))
		return [];
	const value = ratioOf(given);
	if (value <= fact.maxWithHd || value > fact.max) return [];
	const legal = `up to ${fact.maxWithHd}:1 and 1:${fact.maxWithHd}`;
	const message = `With --hd, ${ratio.written} goes ${legal}; ${given} was given.`;
	return [{ severity: 'error', flag: ratio.written, given, message, legal }];
}

const textOf = (words: Flag['values']): string => words.map(({ text }) => text).join(' ');
