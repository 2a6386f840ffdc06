import { jobParameters, modelParameters } from './job';
import { legacyParameters } from './legacy';
import { styleParameters } from './style';
import type { ModelId } from './models';
import type { ParameterFact } from './parameter';
import { referenceParameters } from './references';

const rows = [
	...styleParameters,
	...referenceParameters,
	...jobParameters,
	...modelParameters,
	...legacyParameters,
] as const;

export type ParameterName = (typeof rows)[number]['name'];

/** All parameters, in the order in which the builder writes them. */
export const parameterFacts: readonly ParameterFact<ParameterName>[] = rows;

/** Values to be written into a prompt; `true` writes the flag alone, `false` and '' write nothing. */
export type PromptParameters = {
	readonly [name in ParameterName]?: string | number | boolean;
};

const byWrittenName = new Map(
	parameterFacts.flatMap((fact) =>
		[fact.name, ...(fact.aliases ?? [])].map((name) => [name, fact] as const),
	),
);

/** The row for a name or alias without its hyphens, in any case. */
export const parameterNamed = (written: string): ParameterFact<ParameterName> | undefined =>
	byWrittenName.get(written.toLowerCase());

/** Whether a model knows a parameter; unknown where nothing is documented. */
export function supportOf(fact: ParameterFact, model: ModelId): 'yes' | 'no' | 'unknown' {
	if (fact.supportedBy.includes(model)) return 'yes';
	return fact.lackedBy?.includes(model) ? 'no' : 'unknown';
}
