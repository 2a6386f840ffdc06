import { allModels, v6, v8, v8WithAlpha } from './models';
import type { ParameterFact } from './parameter';

/** Parameters for the style of the picture. */
export const styleParameters = [
	{
		name: 'ar',
		aliases: ['aspect'],
		takes: { kind: 'ratio', max: 14, maxWithHd: 4 },
		supportedBy: allModels,
		source: 'v82Changes',
	},
	{
		name: 'stylize',
		aliases: ['s'],
		takes: { kind: 'integer', min: 0, max: 1000, default: 100 },
		supportedBy: allModels,
	},
	{
		name: 'chaos',
		aliases: ['c'],
		takes: { kind: 'integer', min: 0, max: 100, default: 0 },
		supportedBy: allModels,
	},
	{
		name: 'weird',
		aliases: ['w'],
		takes: { kind: 'integer', min: 0, max: 3000, default: 0 },
		supportedBy: [...v6, 'V7', ...v8],
	},
	{
		name: 'exp',
		takes: { kind: 'integer', min: 0, max: 100, default: 0 },
		supportedBy: ['V7', ...v8],
		lackedBy: v6,
		notes: [{ above: 50, text: 'Above 25 to 50 it can override --stylize.' }],
	},
	{ name: 'raw', takes: { kind: 'none' }, supportedBy: [...v6, 'V7', ...v8] },
	{
		// The old spelling of --raw; niji 5 and V4 had more styles.
		name: 'style',
		takes: { kind: 'choice', values: ['raw'] },
		takesElsewhere: {
			kind: 'choice',
			values: ['raw', 'cute', 'scenic', 'expressive', 'original', '4a', '4b', '4c'],
		},
		supportedBy: [...v6, 'V7', ...v8],
	},
	{ name: 'seed', takes: { kind: 'integer', min: 0, max: 4294967295 }, supportedBy: allModels },
	{ name: 'no', takes: { kind: 'text' }, supportedBy: allModels, source: 'parameterList' },
	{ name: 'tile', takes: { kind: 'none' }, supportedBy: [...v6, 'V7', ...v8] },
	{
		name: 'q',
		aliases: ['quality'],
		takes: { kind: 'choice', values: ['0.25', '0.5', '1', '2', '3', '4'], default: '1' },
		takesIn: {
			V6: { kind: 'choice', values: ['0.25', '0.5', '1', '2'], default: '1' },
			'V6.1': { kind: 'choice', values: ['0.25', '0.5', '1', '2'], default: '1' },
			V7: { kind: 'choice', values: ['0.5', '1', '2', '3', '4'], default: '1' },
		},
		supportedBy: [...v6, 'V7'],
		lackedBy: v8WithAlpha,
		notes: [{ value: '3', text: 'Midjourney turns 3 into 4.' }],
	},
	{
		name: 'stop',
		takes: { kind: 'integer', min: 10, max: 100, default: 100 },
		supportedBy: [...v6, 'V7'],
		lackedBy: [...v8WithAlpha, 'niji 7'],
	},
] as const satisfies readonly ParameterFact[];
