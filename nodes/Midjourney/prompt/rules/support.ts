import { supportOf } from '../../facts/parameters/parameterFacts';
import { allModels, models, type ModelId } from '../../facts/parameters/models';
import type { ParameterFact } from '../../facts/parameters/parameter';
import { truncate, type Finding } from '../finding';
import { mayExist, modelNamedBy, type CandidateModels } from '../candidateModels';
import type { Flag } from '../parse';
import { legalValues } from '../values';

/**
 * Whether the model knows the parameter. Without a named model it is certain only
 * where no model of the tables knows it; with a model outside the tables nothing is.
 */
export function checkSupport(flag: Flag, fact: ParameterFact, meant: CandidateModels): Finding[] {
	const supporting = allModels.filter((model) => supportOf(fact, model) === 'yes');
	const finding = { flag: flag.written, legal: supporting.join(', ') || undefined };
	if (meant.models.length > 0 && meant.models.every((model) => supportOf(fact, model) === 'no')) {
		const who = meant.named ? meant.models.join(' and ') : 'any current version';
		const message = `${flag.written} is not supported by ${who}. ${wayOut(flag.written, supporting)}`;
		return [{ ...finding, severity: 'error', message }];
	}
	const { likely } = meant;
	if (likely === undefined) return [];
	const support = supportOf(fact, likely);
	if (support === 'no' && !meant.named) {
		const message = `The prompt names no version, and Midjourney's default, ${likely}, does not support ${flag.written}. ${wayOut(flag.written, supporting)}`;
		return [{ ...finding, severity: 'hint', message }];
	}
	if (support === 'unknown' && !(fact.notes ?? []).some((note) => note.models?.includes(likely))) {
		const message = `Whether ${likely} supports ${flag.written} is not documented, or documented in contradictory ways.`;
		return [{ ...finding, severity: 'hint', message }];
	}
	return [];
}

/** Whether the version is one of the tables, or may be one. */
export function checkModelName(flag: Flag, fact: ParameterFact): Finding[] {
	const given = flag.values[0]?.text;
	const name = flag.name;
	if (given === undefined || (name !== 'v' && name !== 'niji')) return [];
	const model = modelNamedBy(flag);
	const finding = { flag: flag.written, given: truncate(given), legal: legalValues(fact.takes) };
	if (model?.supersededBy !== undefined) {
		const message = `${model.id} was a trial version, and little is documented about it. It was followed by ${model.supersededBy}.`;
		return [{ ...finding, severity: 'hint', message }];
	}
	if (model === undefined && mayExist(name, given)) {
		const message = `The tables of this node do not cover ${flag.written} ${given}, so that only the spelling of its parameters is checked.`;
		return [{ ...finding, severity: 'hint', message }];
	}
	return [];
}

function wayOut(written: string, supporting: readonly ModelId[]): string {
	const flags = models
		.filter(({ id }) => supporting.includes(id))
		.map(({ flag, value }) => `--${flag} ${value}`);
	const last = flags.pop();
	if (last === undefined) return 'Leave it out.';
	return `Leave ${written} out, or name a version that supports it: ${flags.length > 0 ? `${flags.join(', ')} or ` : ''}${last}.`;
}
