import type { INodeProperties } from 'n8n-workflow';
import { waitMinutes } from '../facts/limits';
import type { NodeParameters } from './nodeParameters';
import { readOptions } from './options';

const modes = ['poll', 'suspend', 'none'] as const;

/** How the node waits for a result: by polling, by a callback that resumes the execution, or not at all. */
export type WaitMode = (typeof modes)[number];

export interface Waiting {
	mode: WaitMode;
	limitMs: number;
	/** Return the unfinished task at the limit instead of an error. */
	returnsAtLimit: boolean;
}

export const waitField: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Wait Until Finished',
			value: 'poll',
			description: 'Poll the task until it is finished, and return its result',
		},
		{
			name: 'Wait for Webhook',
			value: 'suspend',
			description:
				'As soon as all tasks are submitted, suspend the execution, which frees n8n, until the service has reported their end; the service must be able to reach n8n',
		},
		{
			name: "Don't Wait",
			value: 'none',
			description: 'Return the task ID as soon as the task is submitted',
		},
	],
	default: 'poll',
	description: 'Whether the node returns the finished result or only starts the task',
};

/** For fields that need a result. */
export const whenAwaited = { show: { waitForCompletion: ['poll', 'suspend'] } };

/** For fields that shape the downloaded picture. */
export const whenDownloaded = {
	show: { waitForCompletion: ['poll', 'suspend'], downloadImage: [true] },
};

export const downloadField: INodeProperties = {
	displayName: 'Download Image',
	name: 'downloadImage',
	type: 'boolean',
	default: true,
	description: 'Whether to put the finished image into the output item',
};

export const atTimeLimitOption: INodeProperties = {
	displayName: 'On Timeout',
	name: 'onTimeLimit',
	type: 'options',
	options: [
		{ name: 'Throw Error With Task ID', value: 'error' },
		{ name: 'Return Unfinished Task', value: 'return' },
	],
	default: 'error',
	displayOptions: { hide: { '/waitForCompletion': ['none'] } },
	description: 'What to do when the task is not finished in time. The task goes on either way.',
};

const defaultMinutes = waitMinutes.default;

export const timeLimitOption: INodeProperties = {
	displayName: 'Time Limit (Minutes)',
	name: 'timeLimitMinutes',
	type: 'number',
	typeOptions: { minValue: 0.1, maxValue: waitMinutes.max, numberPrecision: 1 },
	default: defaultMinutes,
	description: `How long to wait for a free slot in the queue, and then for the task itself. Without this option: ${defaultMinutes} minutes, for a webhook ${waitMinutes.suspended}.`,
};

export const readWaitMode = (parameters: NodeParameters): WaitMode =>
	modes.find((mode) => mode === parameters.choice(waitField)) ?? 'poll';

export function readWaiting(parameters: NodeParameters): Waiting {
	const options = readOptions(parameters);
	const mode = readWaitMode(parameters);
	const usual = mode === 'suspend' ? waitMinutes.suspended : defaultMinutes;
	return {
		mode,
		limitMs: (options.number(timeLimitOption) ?? usual) * 60_000,
		returnsAtLimit: options.choice(atTimeLimitOption) === 'return',
	};
}
