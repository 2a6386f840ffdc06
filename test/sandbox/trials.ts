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

export const trials: readonly Trial[] = [
	{ workflow: keys, key: 'admin' },
	{ workflow: account, key: 'admin' },
	{ workflow: tasks, key: 'user' },
];
