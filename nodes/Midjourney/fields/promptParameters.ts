import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ParameterName, PromptParameters } from '../facts/parameters/parameterFacts';
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

/** For the options of an operation that sends a prompt. */
export const checkPromptField: INodeProperties = {
	displayName: 'Check Prompt',
	name: 'checkPrompt',
	type: 'boolean',
	default: true,
	description:
		'Whether to check the parameters of the prompt before it costs money. Turn it off for parameters that are newer than this node.',
};

/** Reads the collection's value; only texts, numbers and booleans are taken. */
export function readPromptParameters(value: IDataObject): PromptParameters {
	const parameters: Partial<Record<ParameterName, string | number | boolean>> = {};
	for (const { parameter, field } of parameterFields) {
		const given = value[field.name];
		if (!isWritable(given)) continue;
		if (parameter === 'v') Object.assign(parameters, versionOf(String(given)));
		else parameters[parameter] = given;
	}
	return parameters;
}

/** `V8.2` and, from expressions, `8.2` or `--v 8.2` name a version; `niji 7` is a model of its own. */
function versionOf(given: string): PromptParameters {
	const written = given.trim();
	const niji = /^(?:--)?niji\s*(.*)$/i.exec(written)?.[1];
	return niji === undefined
		? { v: written.replace(/^(?:--)?v(?:ersion)?\s*/i, '') }
		: { niji: niji || true };
}

const isWritable = (value: unknown): value is string | number | boolean =>
	typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
