import { readMaximum } from './cost';
import { itemKeyOption } from './itemKey';
import { lostAnswerOption, readIsSentAgain } from './lostAnswer';
import type { NodeParameters } from './nodeParameters';
import { readOutputOptions } from './output';
import { atTimeLimitOption, readWaiting, timeLimitOption } from './waiting';

/** Options of every operation that creates tasks. */
export const creationOptions = [
	atTimeLimitOption,
	itemKeyOption,
	lostAnswerOption,
	timeLimitOption,
];

/** The settings that every operation with tasks has in common. */
export const readTaskSettings = (parameters: NodeParameters) => ({
	waiting: readWaiting(parameters),
	output: readOutputOptions(parameters),
	maximum: readMaximum(parameters),
	isSentAgain: readIsSentAgain(parameters),
});
