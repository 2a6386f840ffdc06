import type { INodeProperties } from 'n8n-workflow';
import { actions } from '../facts/actions';
import { secretParameter } from '../webhook/secret';
import { simplifyField, splitGridField } from './output';
import { serviceField, withFeature } from './serviceChoice';

export const eventsField: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	options: [
		{ name: 'Task Completed', value: 'completed', description: 'A task has succeeded' },
		{ name: 'Task Failed', value: 'failed', description: 'A task has ended without a result' },
		{
			name: 'Task Progress',
			value: 'progress',
			description: 'The progress of a task has changed',
		},
	],
	default: ['completed', 'failed'],
	required: true,
	description: 'Which reports start the workflow',
};

export const actionsField: INodeProperties = {
	displayName: 'Actions',
	name: 'actions',
	type: 'multiOptions',
	options: [...actions].sort().map((value) => ({ name: value, value })),
	default: [],
	description: 'Only tasks of these actions; none chosen means all',
};

export const verifyField = withFeature('privateWebhooks', {
	displayName: 'Verify With API',
	name: 'verify',
	type: 'boolean',
	default: true,
	description:
		'Whether to confirm each report with the service before the workflow starts. Reports have no signature, so without it anybody who knows the secret can forge tasks.',
});

export const triggerFields: INodeProperties[] = [
	serviceField,
	{
		displayName: `Put the URL above into 'Webhook URL' of the Midjourney node that starts the tasks, which adds the secret automatically; elsewhere add it yourself: <code>?${secretParameter}=YOUR_WEBHOOK_SECRET</code>`,
		name: 'addressNotice',
		type: 'notice',
		default: '',
	},
	eventsField,
	actionsField,
	verifyField,
	{
		displayName: 'Download Image',
		name: 'downloadImage',
		type: 'boolean',
		default: false,
		description: 'Whether to put the finished image into the output item',
	},
	{ ...splitGridField, displayOptions: { show: { downloadImage: [true] } } },
	simplifyField,
];
