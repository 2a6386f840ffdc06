import type { INodeProperties } from 'n8n-workflow';

import { findButton } from '../model/button';
import { toAction } from '../model/action';
import type { FollowUp } from '../model/creation';
import { InputError } from '../model/inputError';
import type { Task } from '../model/task';
import type { NodeParameters } from './nodeParameters';

const all = ['1', '2', '3', '4'];

export const upscaleField: INodeProperties = {
	displayName: 'Upscale',
	name: 'upscale',
	type: 'options',
	options: [
		{ name: 'All Four', value: 'all', description: 'Four items, each with an image of its own' },
		{ name: 'Image 1', value: '1', description: 'Top left' },
		{ name: 'Image 2', value: '2', description: 'Top right' },
		{ name: 'Image 3', value: '3', description: 'Bottom left' },
		{ name: 'Image 4', value: '4', description: 'Bottom right' },
		{ name: 'None', value: 'none', description: 'The grid of four is the result' },
	],
	default: 'none',
	description:
		'Which images of the grid to upscale when it is finished, and to return instead of it. Each upscale is a task of its own and costs about a quarter of the grid.',
	// The execution cannot be suspended twice by one node.
	displayOptions: { show: { waitForCompletion: ['poll'] } },
};

/** For fields that are of use only if the grid itself is the result. */
export const whenUpscaled = { [upscaleField.name]: ['all', ...all] };

function pressOf(source: Task, number: string) {
	const button = findButton(source, `U${number}`);
	if (button) return toAction(source, button, { pool: source.pool });
	throw new InputError(
		`The grid has no button 'U${number}'`,
		'The grid is finished and paid for: get it with Image > Download and this task ID.',
		{ taskId: source.id },
	);
}

/** What is to be made of the finished grid; empty where the grid is the result. */
export function readUpscales(parameters: NodeParameters): FollowUp[] {
	const chosen = parameters.choice(upscaleField);
	const numbers = chosen === 'all' ? all : all.filter((number) => number === chosen);
	return numbers.map((number) => ({
		name: `U${number}`,
		creationFor: (source) => pressOf(source, number),
	}));
}
