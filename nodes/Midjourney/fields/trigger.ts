import type { INodeProperties } from 'n8n-workflow';
import { actions } from '../facts/actions';
import { secretParameter } from '../webhook/secret';
import { simplifyField, splitGridField } from './output';

export const triggerFields: INodeProperties[] = [
	{
		displayName: `Put the URL above into 'Webhook URL' of the Midjourney node that starts the tasks, which adds the secret by itself; elsewhere add it yourself: <code>?${secretParameter}=YOUR_WEBHOOK_SECRET</code>`,
		name: 'addressNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: [
			{ name: 'Task Completed', value: 'completed', description: 'A task has succeeded' },
			{ name: 'Task Failed', value: 'failed', description: 'A task has ended without a result' },
			{ name: 'Task Progress', value: 'progress', description: 'A task has come some way' },
		],
		default: ['completed', 'failed'],
		required: true,
		description: 'Which reports start the workflow',
	},
	{
		displayName: 'Actions',
		name: 'actions',
		type: 'multiOptions',
		options: [...actions].sort().map((value) => ({ name: value, value })),
		default: [],
		description: 'Only tasks of these actions; none chosen means all',
	},
	{
		displayName: 'Verify With API',
		name: 'verify',
		type: 'boolean',
		default: true,
		description:
			'Whether to ask OhMyGPT for the task and believe only that. Calls carry no signature, so without it anybody who learns the secret can make tasks up.',
	},
	{
		displayName: 'Download Picture',
		name: 'downloadPicture',
		type: 'boolean',
		default: false,
		description: 'Whether to put the finished picture into the output item',
	},
	{ ...splitGridField, displayOptions: { show: { downloadPicture: [true] } } },
	simplifyField,
];
