import { allModels, v6, v8, v8WithAlpha } from './models';
import type { ParameterFact } from './parameter';

const onePicture = { kind: 'references', max: 1, words: [], codes: false } as const;

/** Parameters for reference pictures, styles and profiles, and their weights. */
export const referenceParameters = [
	{
		name: 'iw',
		takes: { kind: 'number', min: 0, max: 3, default: 1 },
		takesIn: { 'niji 7': { kind: 'number', min: 0, max: 2, default: 1 } },
		supportedBy: allModels,
		needs: { partner: 'picture', severity: 'error' },
	},
	{
		name: 'sref',
		takes: { kind: 'references', max: Infinity, words: ['random'], codes: true },
		supportedBy: allModels,
		source: 'styleReference',
	},
	{
		name: 'sw',
		takes: { kind: 'integer', min: 0, max: 1000, default: 100 },
		supportedBy: allModels,
		needs: { partner: 'sref', severity: 'error' },
		source: 'styleReference',
	},
	{
		// For V8 the sources contradict each other, and only one has 7.
		name: 'sv',
		takes: { kind: 'choice', values: ['1', '2', '3', '4', '5', '6', '7'], default: '6' },
		takesIn: {
			V6: { kind: 'choice', values: ['1', '2', '3', '4', '5', '6'], default: '6' },
			'V6.1': { kind: 'choice', values: ['1', '2', '3', '4', '5', '6'], default: '6' },
			V7: { kind: 'choice', values: ['1', '2', '3', '4', '5', '6'], default: '6' },
			'niji 7': { kind: 'choice', values: ['4', '6'], default: '6' },
		},
		supportedBy: [...v6, 'V7', 'niji 7'],
		needs: { partner: 'sref', severity: 'hint' },
		source: 'styleReference',
	},
	{
		// Documented for "V6"; whether that includes V6.1 is not said.
		name: 'cref',
		takes: { kind: 'references', max: Infinity, words: [], codes: false },
		supportedBy: ['V6', 'niji 6'],
		lackedBy: ['V7', ...v8WithAlpha, 'niji 7'],
	},
	{
		name: 'cw',
		takes: { kind: 'integer', min: 0, max: 100, default: 100 },
		supportedBy: ['V6', 'niji 6'],
		lackedBy: ['V7', ...v8WithAlpha, 'niji 7'],
		needs: { partner: 'cref', severity: 'error' },
	},
	{
		name: 'oref',
		takes: onePicture,
		supportedBy: ['V7'],
		lackedBy: [...v6, 'niji 6', 'niji 7'],
		notes: [
			{
				models: v8WithAlpha,
				text: 'V8 has no omni reference: the job runs on V7 and takes twice the GPU time. Name --v 7 to say so yourself.',
			},
		],
		source: 'omniReference',
	},
	{
		name: 'ow',
		takes: { kind: 'integer', min: 1, max: 1000, default: 100 },
		supportedBy: ['V7', ...v8WithAlpha],
		lackedBy: [...v6, 'niji 6', 'niji 7'],
		needs: { partner: 'oref', severity: 'error' },
		notes: [{ above: 400, text: 'Values of 400 and more are advised against.' }],
		source: 'omniReference',
	},
	{
		name: 'edit',
		takes: { kind: 'references', max: 4, words: [], codes: false },
		supportedBy: v8,
		lackedBy: [...v6, 'V7', 'niji 7'],
		source: 'editModel',
	},
	{
		name: 'p',
		aliases: ['profile', 'personalize'],
		takes: { kind: 'ids' },
		supportedBy: [...v6, 'V7', ...v8],
	},
] as const satisfies readonly ParameterFact[];
