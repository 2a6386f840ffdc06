import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { parameterNamed, type ParameterName } from '../facts/parameters/parameterFacts';

/** A field of the collection, and the parameter that it writes. */
export interface ParameterField {
	readonly parameter: ParameterName;
	readonly field: INodeProperties;
}

type Labels = Pick<INodeProperties, 'name' | 'displayName' | 'description' | 'placeholder'>;

/** Names the flag for those who know Midjourney's; n8n's rules want display names without it. */
function withFlag(parameter: ParameterName, labels: Labels): Labels {
	const flags = parameter === 'v' ? '--v or --niji' : `--${parameter}`;
	const description = (labels.description ?? '').replace(/\.?$/, '.');
	return { ...labels, description: `${description} In a prompt: ${flags}.` };
}

export function text(parameter: ParameterName, labels: Labels): ParameterField {
	return { parameter, field: { ...withFlag(parameter, labels), type: 'string', default: '' } };
}

/** Added means wanted: a flag that is chosen from the list starts switched on. */
export function flag(parameter: ParameterName, labels: Labels): ParameterField {
	return { parameter, field: { ...withFlag(parameter, labels), type: 'boolean', default: true } };
}

export function number(parameter: ParameterName, labels: Labels): ParameterField {
	const range = parameterNamed(parameter)?.takes;
	if (range?.kind !== 'integer' && range?.kind !== 'number') {
		throw new TypeError(`--${parameter} takes no number`);
	}
	const { min: minValue, max: maxValue } = range;
	const field: INodeProperties = {
		...withFlag(parameter, {
			...labels,
			description: `${labels.description} From ${minValue} to ${maxValue}.`,
		}),
		type: 'number',
		default: range.default ?? minValue,
		typeOptions: { minValue, maxValue, numberPrecision: range.kind === 'integer' ? 0 : 2 },
	};
	return { parameter, field };
}

function defaultOf(parameter: ParameterName): string | undefined {
	const range = parameterNamed(parameter)?.takes;
	return range?.kind === 'choice' ? range.default : undefined;
}

/** Starts with `preset`; without one with Midjourney's own default, else with the last option. */
export function choice(
	parameter: ParameterName,
	options: INodePropertyOptions[],
	labels: Labels,
	preset = defaultOf(parameter) ?? options.at(-1)?.value ?? '',
): ParameterField {
	return {
		parameter,
		field: { ...withFlag(parameter, labels), type: 'options', default: preset, options },
	};
}
