import type { INodeProperties } from 'n8n-workflow';

import { factOf } from '../model/button';
import type { Button } from '../model/task';
import type { NodeParameters } from './nodeParameters';
import { readOptions } from './options';
import { withFeature } from './serviceChoice';

const newPromptOption: INodeProperties = withFeature('dialogs', {
	displayName: 'New Prompt',
	name: 'newPrompt',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. a blue kite over dunes',
	description:
		'What the new image shows, for buttons that take a text: Vary (Region), Custom Zoom and, in remix mode, variations, pans and the re-roll. Empty for the prompt of the source.',
});

const zoomOption: INodeProperties = withFeature('dialogs', {
	displayName: 'Zoom Factor',
	name: 'zoomFactor',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 2, numberPrecision: 2 },
	default: 2,
	description: 'How much Custom Zoom shrinks the image, from 1 to 2',
});

/** Options for buttons that ask for more. */
export const actionPromptOptions = [newPromptOption, zoomOption];

const withoutZoom = (prompt: string) => prompt.replace(/\s*--zoom\s+\S+/gi, '');

/** What the user has entered for buttons that ask for more. */
export interface ActionTexts {
	newPrompt?: string;
	zoom: number;
}

export function readActionTexts(parameters: NodeParameters): ActionTexts {
	const options = readOptions(parameters);
	const newPrompt = options.text(newPromptOption).trim();
	const zoom = options.number(zoomOption) ?? 2;
	return newPrompt === '' ? { zoom } : { newPrompt, zoom };
}

/** What the new picture is to show; undefined where the prompt of the source is good as it is. */
export function promptOfAction(
	{ newPrompt, zoom }: ActionTexts,
	button: Button,
	sourcePrompt: string,
): string | undefined {
	if (factOf(button)?.name !== 'Custom Zoom') return newPrompt;
	return `${withoutZoom(newPrompt ?? sourcePrompt)} --zoom ${zoom}`;
}
