import type { INodeProperties } from 'n8n-workflow';
import { waitMinutes } from '../facts/limits';
import type { NodeParameters } from './nodeParameters';

/** Whether a result is waited for: by asking, by a callback that wakes the execution up, or not at all. */
export type WaitMode = 'poll' | 'suspend' | 'none';

export interface Waiting {
	mode: WaitMode;
	limitMs: number;
	/** Give the unfinished task out at the limit instead of an error. */
	isLimitAccepted: boolean;
}

export const waitField: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Poll',
			value: 'poll',
			description: 'Ask for the task until it is finished, and give out its result',
		},
		{
			name: 'Suspend Until Callback',
			value: 'suspend',
			description:
				'Put the execution to sleep until OhMyGPT reports the end of all its tasks; needs an n8n that OhMyGPT can reach',
		},
		{
			name: "Don't Wait",
			value: 'none',
			description: 'Give out the task ID as soon as the task is submitted',
		},
	],
	default: 'poll',
	description: 'Whether the node gives out the finished result or only starts the task',
};

/** For fields that need a result. */
export const whenAwaited = { show: { waitForCompletion: ['poll', 'suspend'] } };

/** For fields that shape the downloaded picture. */
export const whenDownloaded = {
	show: { waitForCompletion: ['poll', 'suspend'], downloadPicture: [true] },
};

export const downloadField: INodeProperties = {
	displayName: 'Download Picture',
	name: 'downloadPicture',
	type: 'boolean',
	default: true,
	description: 'Whether to put the finished picture into the output item',
};

export const atTimeLimitOption: INodeProperties = {
	displayName: 'At the Time Limit',
	name: 'onTimeLimit',
	type: 'options',
	options: [
		{ name: 'Fail With the Task ID', value: 'error' },
		{ name: 'Return Unfinished Task', value: 'return' },
	],
	default: 'error',
	description: 'What to do when the task is not finished in time. The task goes on either way.',
};

const defaultMinutes = waitMinutes.default;

export const timeLimitOption: INodeProperties = {
	displayName: 'Time Limit (Minutes)',
	name: 'timeLimitMinutes',
	type: 'number',
	typeOptions: { minValue: 0.1, maxValue: waitMinutes.max, numberPrecision: 1 },
	default: defaultMinutes,
	description: 'How long to wait for a place in the queue, and then for the task itself',
};

const modes: readonly WaitMode[] = ['poll', 'suspend', 'none'];

export function readWaiting(parameters: NodeParameters): Waiting {
	const { timeLimitMinutes, onTimeLimit } = parameters.group('options');
	const minutes = Number(timeLimitMinutes ?? defaultMinutes);
	const legal = Number.isFinite(minutes) && minutes > 0 ? minutes : defaultMinutes;
	return {
		mode: modes.find((mode) => mode === parameters.text('waitForCompletion')) ?? 'poll',
		limitMs: Math.min(legal, waitMinutes.max) * 60_000,
		isLimitAccepted: onTimeLimit === 'return',
	};
}
