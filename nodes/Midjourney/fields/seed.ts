import type { INodeProperties } from 'n8n-workflow';

export const seedOption: INodeProperties = {
	displayName: 'Add Seed',
	name: 'seed',
	type: 'options',
	options: [
		{
			name: 'Automatic',
			value: 'automatic',
			description:
				'Add a seed to a prompt that has none. It identifies the task, so that a repeated execution finds it and pays nothing twice.',
		},
		{
			name: 'None',
			value: 'none',
			description: 'Send the prompt without an added seed',
		},
	],
	default: 'automatic',
	description: 'What to do with a prompt that has no seed',
};
