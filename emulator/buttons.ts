import { buttons as buttonFacts } from '../nodes/Midjourney/facts/buttons';

/** Results that differ in the buttons below them. */
export type ButtonKind = 'grid' | 'draft' | 'single' | 'square' | 'enlarged' | 'described';

/** A button as the service offers it, with its plain name. */
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

const readPrompt = (n: string) => `Imagine ${n}`;

/** Which buttons each kind of result has, in order. */
const offered: Readonly<Record<ButtonKind, readonly string[]>> = {
	grid: [...tiles.map((n) => `U${n}`), 'Re-Roll', ...tiles.map((n) => `V${n}`)],
	draft: ['Re-Roll'],
	single: [...single, 'Make Square', 'Favorite'],
	square: [...single, 'Favorite'],
	enlarged: [...variations, ...zooms, ...pans, 'Favorite'],
	described: [...tiles.map(readPrompt), 'Describe Again', 'Imagine All'],
};

/** Buttons that the table of facts has not, since the node does not press them by name. */
const further: readonly Button[] = [
	...tiles.map((n) => ({
		name: readPrompt(n),
		customId: `MJ::Job::PicReader::${n}`,
		emoji: `${n}\uFE0F\u20E3`,
		label: '',
	})),
	{ name: 'Imagine All', customId: 'MJ::Job::PicReader::all', emoji: '🎉', label: 'Imagine all' },
	{ name: 'Describe Again', customId: 'MJ::Picread::Retry', emoji: '🔄', label: '' },
	{ name: 'Favorite', customId: 'MJ::BOOKMARK::{job}', emoji: '❤️', label: '' },
];

const known = new Map<string, Button>(
	[...buttonFacts, ...further].map((each) => [each.name, each]),
);

/** The buttons of a result, their customIds naming its job. */
export function buttonsOf(kind: ButtonKind, jobId: string): Button[] {
	return offered[kind].flatMap((name) => {
		const button = known.get(name);
		if (!button) return [];
		const { emoji, label } = button;
		return [{ name, customId: button.customId.replace('{job}', jobId), emoji, label }];
	});
}
