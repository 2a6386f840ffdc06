import type { INodeProperties } from 'n8n-workflow';

import {
	parameterNamed,
	type ParameterName,
	type PromptParameters,
} from '../facts/parameters/parameterFacts';
import type { NodeParameters } from './nodeParameters';
import type { ParameterField } from './parameterField';
import { parameterFields } from './promptParameterFields';

/** Parameters of the prompt, chosen one by one. */
export const promptParameters: INodeProperties = {
	displayName: 'Parameters',
	name: 'parameters',
	type: 'collection',
	placeholder: 'Add Parameter',
	default: {},
	description: 'Added after the prompt. A parameter that is already in the prompt wins.',
	options: parameterFields.map(({ field }) => field),
};

/** What the collection adds to a prompt. A parameter whose value is empty is not added. */
export function readPromptParameters(item: NodeParameters): PromptParameters {
	const given = item.group(promptParameters);
	const parameters: Partial<Record<ParameterName, string | boolean>> = {};
	for (const row of parameterFields) {
		const value = readParameter(given, row);
		if (value === '') continue;
		if (row.parameter === 'v') Object.assign(parameters, versionOf(String(value)));
		else parameters[row.parameter] = value;
	}
	return parameters;
}

/** The range is left to the check of the prompt, which can be switched off for models that are newer than this node. */
function readParameter(given: NodeParameters, { parameter, field }: ParameterField) {
	const value = given.value(field) ?? '';
	if (value === '') return '';
	if (field.type === 'boolean') return given.flag(field);
	if (field.type !== 'string') return withoutFlag(parameter, given.text(field));
	const parts = given.list(field, unsplit).map((part) => withoutFlag(parameter, part));
	return parts.join(parameter === 'no' ? ', ' : ' ');
}

/** A text stays as it is; a list has parts. */
const unsplit = /(?!)/;

/** The value alone, where it was typed with its flag, as in `--ar 16:9`. */
function withoutFlag(parameter: ParameterName, text: string): string {
	const [, written = '', value = ''] = /^(?:--|\u2014)(\p{L}+)[\s=:]*(.*)$/su.exec(text) ?? [];
	return parameterNamed(written)?.name === parameter ? value : text;
}

/** `V8.2` and, from expressions, `8.2` or `--v 8.2` name a version; `niji 7` is a model of its own. */
function versionOf(given: string): PromptParameters {
	const written = given.trim();
	const niji = /^(?:--)?niji\s*(.*)$/i.exec(written)?.[1];
	return niji === undefined
		? { v: written.replace(/^(?:--)?v(?:ersion)?\s*/i, '') }
		: { niji: niji || true };
}
