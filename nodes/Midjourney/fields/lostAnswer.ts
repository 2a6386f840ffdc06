import type { INodeProperties } from 'n8n-workflow';

import type { NodeParameters } from './nodeParameters';
import { readOptions } from './options';

export const lostAnswerOption: INodeProperties = {
	displayName: 'If an Answer Is Lost',
	name: 'ifAnswerIsLost',
	type: 'options',
	options: [
		{
			name: 'Send Again After Checking',
			value: 'sendAgain',
			description:
				'Read the task list for a while, and create the task again if the list does not show it. If the list is late or not complete, the image is paid twice.',
		},
		{
			name: 'Stop the Item',
			value: 'stop',
			description:
				'Read the task list for a while. If it neither shows the task nor proves that there is none, the item fails, and nothing is paid twice.',
		},
	],
	default: 'stop',
	description:
		'What to do when the connection broke while a task was created, so that nobody knows whether it exists',
};

export const readIsSentAgain = (parameters: NodeParameters): boolean =>
	readOptions(parameters).choice(lostAnswerOption) === 'sendAgain';
