import { readMaximumCost } from './cost';
import { readIsSentAgain } from './lostAnswer';
import type { NodeParameters } from './nodeParameters';
import { readOutputOptions } from './output';
import { readWaiting } from './waiting';

/** The settings that every operation with tasks has in common. */
export const readTaskSettings = (parameters: NodeParameters) => ({
	waiting: readWaiting(parameters),
	output: readOutputOptions(parameters),
	maximumCost: readMaximumCost(parameters),
	isSentAgain: readIsSentAgain(parameters),
});
