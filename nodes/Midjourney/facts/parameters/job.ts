import { allModels, v6, v8, v8WithAlpha } from './models';
import type { ParameterFact } from './parameter';

const none = { kind: 'none' } as const;
const poolNote = 'The account pool decides the speed: choose it with Mode instead.';
const clipsNote =
	'It makes four clips of 5 seconds instead of an image; what the service hands back for them is not documented.';
const planNote =
	"Only the Pro and Mega plans of Midjourney have it; the account is the service's own.";

/** Parameters of clips. */
const ofVideo = {
	supportedBy: ['V7', ...v8],
	needs: { partner: 'video', severity: 'hint' },
} as const;

/** Parameters that change the size, the speed or the kind of the job. */
export const jobParameters = [
	{
		name: 'hd',
		takes: none,
		supportedBy: v8,
		lackedBy: [...v6, 'V7', 'niji 7'],
		source: 'version',
	},
	{
		name: 'sd',
		takes: none,
		supportedBy: v8,
		lackedBy: [...v6, 'V7', 'niji 7'],
		source: 'version',
	},
	{
		name: 'draft',
		takes: none,
		supportedBy: ['V7', ...v8],
		lackedBy: v6,
		notes: [
			{
				models: v8WithAlpha,
				text: 'With V8 drafts are only on midjourney.com, and give 24 small images instead of a grid of four. With --v 7 they give a grid.',
			},
		],
		source: 'version',
	},
	{ name: 'fast', takes: none, supportedBy: allModels, notes: [{ text: poolNote }] },
	{ name: 'relax', takes: none, supportedBy: allModels, notes: [{ text: poolNote }] },
	{
		name: 'turbo',
		takes: none,
		supportedBy: [...v6, 'V7'],
		lackedBy: v8WithAlpha,
		notes: [{ text: poolNote }],
	},
	{
		name: 'repeat',
		aliases: ['r'],
		takes: { kind: 'integer', min: 1, max: 40 },
		supportedBy: allModels,
		refused:
			'It makes several jobs, and the service answers with one task, so the other images would be paid for and lost. Send one item for each image instead.',
	},
	{ name: 'video', takes: none, supportedBy: ['V7', ...v8], notes: [{ text: clipsNote }] },
	{ name: 'motion', takes: { kind: 'choice', values: ['low', 'high'] }, ...ofVideo },
	{ name: 'loop', takes: none, ...ofVideo },
	{
		name: 'end',
		takes: { kind: 'references', max: 1, words: ['loop'], codes: false },
		...ofVideo,
	},
	{
		// The values are not documented in what we have.
		name: 'bs',
		takes: { kind: 'integer', min: 1, max: 4 },
		...ofVideo,
	},
	{ name: 'stealth', takes: none, supportedBy: allModels, notes: [{ text: planNote }] },
	{ name: 'public', takes: none, supportedBy: allModels, notes: [{ text: planNote }] },
] as const satisfies readonly ParameterFact[];

/** The model itself. */
export const modelParameters = [
	{
		name: 'v',
		aliases: ['version'],
		takes: { kind: 'model', flag: 'v', optional: false },
		supportedBy: allModels,
		source: 'version',
	},
	{
		name: 'niji',
		takes: { kind: 'model', flag: 'niji', optional: true },
		supportedBy: allModels,
		source: 'version',
	},
] as const satisfies readonly ParameterFact[];
