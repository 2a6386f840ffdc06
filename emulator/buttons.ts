import { buttons as buttonFacts } from '../nodes/Midjourney/facts/buttons';

/** Kinds of results. Each kind has its own list of buttons. */
export type ButtonKind =
	| 'grid'
	| 'draft'
	| 'single'
	| 'square'
	| 'enlarged'
	| 'described'
	| 'shortened'
	| 'none';

/** A button in the service's format, with its name. */
export interface Button {
	name: string;
	customId: string;
	emoji: string;
	label: string;
}

const tiles = ['1', '2', '3', '4'];
const pans = ['Pan Left', 'Pan Right', 'Pan Up', 'Pan Down'];
const variations = ['Vary (Subtle)', 'Vary (Strong)'];
const zooms = ['Zoom Out 2x', 'Zoom Out 1.5x', 'Custom Zoom'];
const single = [
	'Upscale (Subtle)',
	'Upscale (Creative)',
	...variations,
	'Vary (Region)',
	...zooms,
	...pans,
];

const imagineName = (n: string) => `Imagine ${n}`;
const shortenedName = (n: string) => `Shortened ${n}`;
const shortenedNumbers = [...tiles, '5'];

/** The buttons of each kind of result, in order. */
const namesByKind: Readonly<Record<ButtonKind, readonly string[]>> = {
	grid: [...tiles.map((n) => `U${n}`), 'Re-Roll', ...tiles.map((n) => `V${n}`)],
	draft: ['Re-Roll'],
	single: [...single, 'Make Square', 'Favorite'],
	square: [...single, 'Favorite'],
	enlarged: [...variations, ...zooms, ...pans, 'Favorite'],
	described: [...tiles.map(imagineName), 'Describe Again', 'Imagine All'],
	shortened: shortenedNumbers.map(shortenedName),
	none: [],
};

/** Buttons that are not in the table of facts, because the node does not press them by name. */
const otherButtons: readonly Button[] = [
	...tiles.map((n) => ({
		name: imagineName(n),
		customId: `MJ::Job::PicReader::${n}`,
		emoji: `${n}\uFE0F\u20E3`,
		label: '',
	})),
	...shortenedNumbers.map((n) => ({
		name: shortenedName(n),
		customId: `MJ::Job::PromptAnalyzer::${n}`,
		emoji: `${n}\uFE0F\u20E3`,
		label: '',
	})),
	{ name: 'Imagine All', customId: 'MJ::Job::PicReader::all', emoji: '🎉', label: 'Imagine all' },
	{ name: 'Describe Again', customId: 'MJ::Picread::Retry', emoji: '🔄', label: '' },
	{ name: 'Favorite', customId: 'MJ::BOOKMARK::{job}', emoji: '❤️', label: '' },
];

const buttonsByName = new Map<string, Button>(
	[...buttonFacts, ...otherButtons].map((each) => [each.name, each]),
);

/** The buttons of a result. Their customIds contain the job id. */
export function buttonsOf(kind: ButtonKind, jobId: string): Button[] {
	return namesByKind[kind].flatMap((name) => {
		const button = buttonsByName.get(name);
		if (!button) return [];
		const { emoji, label } = button;
		return [{ name, customId: button.customId.replace('{job}', jobId), emoji, label }];
	});
}
