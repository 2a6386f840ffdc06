import { allModels } from './models';
import type { ParameterFact } from './parameter';

const gone = {
	takes: { kind: 'any' },
	supportedBy: [],
	lackedBy: allModels,
	source: 'parameterList',
} as const;

/** Parameters that no model of the table knows any more. */
export const legacyParameters = [
	{ name: 'uplight', ...gone },
	{ name: 'upbeta', ...gone },
	{ name: 'upanime', ...gone },
	{ name: 'creative', ...gone },
	{ name: 'test', ...gone },
	{ name: 'testp', ...gone },
	{ name: 'sameseed', ...gone },
] as const satisfies readonly ParameterFact[];
