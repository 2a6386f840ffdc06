import { foreignParameters } from '../../facts/parameters/foreign';
import { parameterNamed, type ParameterName } from '../../facts/parameters/parameterFacts';
import type { ParameterFact } from '../../facts/parameters/parameter';
import { truncate, type Finding } from '../finding';
import type { CandidateModels } from '../candidateModels';
import type { Flag } from '../parse';
import { nearestParameter } from './nearest';
import { checkModelName, checkSupport } from './support';
import { checkValue } from './value';

/** What the rules for one flag need to know about the rest of the prompt. */
export interface RuleContext {
	readonly meant: CandidateModels;
	/** Whether a parameter, or a reference picture, is there. */
	readonly has: (partner: ParameterName | 'picture') => boolean;
	/** Starts of words that belong to a flag with wrong hyphens. */
	readonly taken: ReadonlySet<number>;
}

/** Checks one flag: its name, its version, its value, its partner. */
export function checkFlag(flag: Flag, context: RuleContext): Finding[] {
	const fact = flag.name === undefined ? undefined : parameterNamed(flag.name);
	if (fact === undefined) return [unknown(flag)];
	if (fact.refused !== undefined) {
		const message = `${flag.written} is not sent. ${fact.refused}`;
		return [{ severity: 'error', flag: flag.written, message }];
	}
	const { meant, taken, has } = context;
	const support =
		fact.takes.kind === 'model' ? checkModelName(flag, fact) : checkSupport(flag, fact, meant);
	const lacked = support.some(({ severity }) => severity === 'error');
	return [
		...checkSpelling(flag),
		...support,
		...(lacked ? [] : checkValue(flag, fact, meant, taken)),
		...checkPartner(flag, fact, has),
		...notesFor(flag, fact, meant),
	];
}

function unknown({ written }: Flag): Finding {
	const instead = foreignParameters.get(written.slice(2).toLowerCase());
	if (instead !== undefined) {
		const message = `Midjourney has no parameter ${written}: it belongs to other programs. Leave it out. ${instead}.`;
		return { severity: 'error', flag: written, message };
	}
	const nearest = nearestParameter(written.slice(2));
	const advice = nearest
		? `Did you mean --${nearest}?`
		: 'If it is part of a sentence, write a comma or a single dash.';
	return {
		severity: 'error',
		flag: truncate(written),
		message: `Midjourney has no parameter ${truncate(written)}, as far as this node knows. ${advice} If it is new, turn off 'Check Prompt'.`,
		...(nearest && { legal: `--${nearest}` }),
	};
}

function checkSpelling({ written, stuck }: Flag): Finding[] {
	if (stuck !== undefined) {
		const rest = truncate(stuck);
		const spaced = /[\p{L}\d]/u.test(stuck);
		const message = spaced
			? `There is no space between ${written} and ${rest}. Write ${written} ${rest.replace(/^[=:]/, '')}.`
			: `"${rest}" comes right after ${written}. Remove it: there is no punctuation between parameters.`;
		return [{ severity: 'error', flag: written, given: truncate(written + stuck), message }];
	}
	const lower = written.toLowerCase();
	if (written === lower) return [];
	const message = `Midjourney documents parameters in lower case only. Write ${lower}.`;
	return [{ severity: 'hint', flag: written, message, legal: lower }];
}

function checkPartner(
	{ written }: Flag,
	{ needs }: ParameterFact<ParameterName>,
	has: RuleContext['has'],
): Finding[] {
	if (needs === undefined || has(needs.partner)) return [];
	const partner =
		needs.partner === 'picture'
			? 'a reference image: send one, or put its URL in front of the text'
			: `--${needs.partner}`;
	const message = `${written} does nothing without ${partner}. Add it, or leave ${written} out.`;
	const legal = `together with ${needs.partner === 'picture' ? 'a reference image' : partner}`;
	return [{ severity: needs.severity, flag: written, message, legal }];
}

function notesFor(flag: Flag, fact: ParameterFact, { likely }: CandidateModels): Finding[] {
	const given = flag.values[0]?.text;
	return (fact.notes ?? [])
		.filter(
			({ models }) => models === undefined || (likely !== undefined && models.includes(likely)),
		)
		.filter(({ value }) => value === undefined || value === given)
		.filter(({ above }) => above === undefined || Number(given) > above)
		.map(({ text }) => ({
			severity: 'hint',
			flag: flag.written,
			...(given !== undefined && { given: truncate(given) }),
			message: `${flag.written}: ${text}`,
		}));
}
