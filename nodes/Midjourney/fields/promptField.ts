import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../model/inputError';
import { checkPrompt } from '../prompt/check';
import { normalizePrompt } from '../prompt/normalize';
import type { NodeParameters } from './nodeParameters';
import { readOptions } from './options';

/** For operations that need no prompt. */
export const optionalPromptField: INodeProperties = {
	displayName: 'Prompt',
	name: 'prompt',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	placeholder: 'e.g. a red kite over dunes --ar 3:2',
	description: "What the image should show, with Midjourney's parameters at the end",
};

export const promptField: INodeProperties = { ...optionalPromptField, required: true };

/** For the options of an operation that sends a prompt. */
export const checkPromptField: INodeProperties = {
	displayName: 'Check Prompt',
	name: 'checkPrompt',
	type: 'boolean',
	default: true,
	description:
		'Whether to check the parameters of the prompt before it costs money. Turn it off for parameters that are newer than this node.',
};

/** The prompt in its plain form. `advice`: what to write where there is none; without it, none is needed. */
export function readPrompt(parameters: NodeParameters, advice?: string): string {
	const prompt = normalizePrompt(parameters.text(promptField)).trim();
	if (prompt === '' && advice !== undefined) throw new InputError("'Prompt' is empty", advice);
	return prompt;
}

/**
 * Throws what Midjourney would refuse, before it costs money; returns hints about what is only unwise. `pictures`: how many
 * there are besides the prompt.
 */
export function checkedHints(
	parameters: NodeParameters,
	prompt: string,
	pictures: number,
): string[] {
	if (!readOptions(parameters).flag(checkPromptField, true)) return [];
	const findings = checkPrompt(prompt, { pictures });
	const errors = findings.filter(({ severity }) => severity === 'error');
	if (errors.length > 0) {
		throw new InputError(
			errors.map(({ message }) => message).join(' '),
			"Correct the prompt or 'Parameters'. Nothing was sent. To send it all the same, switch off 'Check Prompt' in the options.",
		);
	}
	return findings.map(({ message }) => message);
}
