import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Workflow } from '../../sandbox/workflow';
import { chain } from './chain';

/** A workflow for operations that no example needs. */
export interface Trial {
	workflow: Workflow;
	/** Whose key of the emulator it runs with. */
	key: 'user' | 'admin';
}

const createdKey = "={{ $('Create').first().json.key }}";

/** The life of a key, listed after each change. */
const keys = chain(
	'Keys',
	{
		name: 'Create',
		parameters: { resource: 'apiKey', operation: 'create', remark: 'for a trial' },
	},
	{
		name: 'Update',
		parameters: {
			resource: 'apiKey',
			operation: 'update',
			key: createdKey,
			changes: { remark: 'renamed' },
		},
	},
	{
		name: 'List',
		parameters: { resource: 'apiKey', operation: 'getMany', returnAll: true },
	},
	{
		name: 'Delete',
		executeOnce: true,
		parameters: { resource: 'apiKey', operation: 'delete', key: createdKey },
	},
	{
		name: 'List Again',
		parameters: { resource: 'apiKey', operation: 'getMany', returnAll: true },
	},
);

const account = chain(
	'Account',
	{ name: 'Membership', parameters: { resource: 'account', operation: 'getMembership' } },
	{ name: 'Rates', parameters: { resource: 'account', operation: 'getModelRates' } },
);

const tasks = chain(
	'Tasks',
	{
		name: 'Submit',
		parameters: { prompt: 'a sundial in the rain', waitForCompletion: 'none' },
	},
	{
		name: 'Wait',
		parameters: { resource: 'task', operation: 'wait', taskId: '={{ $json.taskId }}' },
	},
	{
		name: 'List',
		parameters: { resource: 'task', operation: 'getMany', returnAll: true },
	},
);

const taskOfImagine = "={{ $('Imagine').first().json.taskId }}";
const proxyNode = (name: string, parameters: IDataObject) => ({
	name,
	parameters: { service: 'midjourneyProxy', ...parameters } as INodeParameters,
});

/** What only the second service has. */
const proxy = chain(
	'Midjourney Proxy',
	proxyNode('Imagine', { prompt: 'a sundial in the rain' }),
	proxyNode('Upload', { operation: 'upload' }),
	proxyNode('Edit', {
		operation: 'edit',
		prompt: 'in bright sunshine',
		imageFrom: 'url',
		imageUrl: '={{ $json.urls[0] }}',
	}),
	proxyNode('Video', { operation: 'video' }),
	proxyNode('Shorten', { operation: 'shorten', prompt: 'a very old sundial in the heavy rain' }),
	proxyNode('Seed', { resource: 'task', operation: 'getSeed', taskId: taskOfImagine }),
	proxyNode('Cancel', { resource: 'task', operation: 'cancel', taskId: taskOfImagine }),
);

export const trials: readonly Trial[] = [
	{ workflow: keys, key: 'admin' },
	{ workflow: account, key: 'admin' },
	{ workflow: tasks, key: 'user' },
	{ workflow: proxy, key: 'user' },
];
