import { defaultModel, models, type ModelFact, type ModelId } from '../facts/parameters/models';
import type { Flag, ParsedPrompt } from './parse';

/** The models that a prompt can mean. */
export interface CandidateModels {
	/** Whether the prompt names one. If not, which one is used depends on the account. */
	readonly named: boolean;
	/** Candidates; empty where the named one is not in the tables. */
	readonly models: readonly ModelId[];
	/** The named model or, good for hints only, Midjourney's default. */
	readonly likely?: ModelId;
}

export function candidateModels(prompt: ParsedPrompt): CandidateModels {
	const flags = prompt.flags.filter((flag) => flag.name === 'v' || flag.name === 'niji');
	if (flags.length === 0) {
		return { named: false, models: models.map(({ id }) => id), likely: defaultModel };
	}
	const named = flags.map(modelNamedBy);
	if (named.includes(undefined)) return { named: true, models: [] };
	const known = [...new Set(named.flatMap((model) => model?.id ?? []))];
	return { named: true, models: known, likely: known.length === 1 ? known[0] : undefined };
}

/** The model that a version flag names; `--v 7.0` is V7. */
export function modelNamedBy(flag: Flag): (ModelFact & { readonly id: ModelId }) | undefined {
	const given = flag.values[0]?.text;
	if (given === undefined) return undefined;
	return models.find(({ flag: name, value }) => name === flag.name && sameNumber(value, given));
}

/** Whether a version may exist although the tables do not know it: older than they reach, or the next one to come. */
export function mayExist(name: 'v' | 'niji', version: string): boolean {
	if (!/^\d{1,2}(\.\d)?$/.test(version)) return false;
	const known = models.filter(({ flag }) => flag === name).map(({ value }) => Number(value));
	const given = Number(version);
	return (given >= 1 && given < Math.min(...known)) || isNext(given, Math.max(...known));
}

const isNext = (version: number, newest: number): boolean =>
	version > newest && version < Math.floor(newest) + 2;

const sameNumber = (value: string, given: string): boolean =>
	/^\d{1,3}(\.\d{1,3})?$/.test(given) && Number(given) === Number(value);
