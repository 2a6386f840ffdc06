import type { PricedAction } from '../service/ohmygpt/facts/prices';

/** A button below a finished task. `{n}` is a tile from 1 to 4, `{job}` Midjourney's job id. */
export interface ButtonFact {
	/** Plain name; stable, used as parameter value. */
	readonly name: string;
	/** Label as Discord shows it; empty where only an emoji is shown. */
	readonly label: string;
	readonly emoji: string;
	readonly customId: string;
	/** What the new task will be; undefined where it repeats the source's action. */
	readonly action: PricedAction | 'REROLL';
}

const tiles = [1, 2, 3, 4] as const;

/**
 * Buttons and the shape of their customId. A customId is opaque: it is taken from the task, never built;
 * the shape only tells which button a customId is.
 * Source: public clients and the related midjourney-proxy; read 2026-11.
 */
export const buttons: readonly ButtonFact[] = [
	...tiles.map((n) => ({
		name: `U${n}`,
		label: `U${n}`,
		emoji: '',
		customId: `MJ::JOB::upsample::${n}::{job}`,
		action: 'UPSCALE' as const,
	})),
	...tiles.map((n) => ({
		name: `V${n}`,
		label: `V${n}`,
		emoji: '',
		customId: `MJ::JOB::variation::${n}::{job}`,
		action: 'VARIATION' as const,
	})),
	{
		name: 'Re-Roll',
		label: '',
		emoji: '🔄',
		customId: 'MJ::JOB::reroll::0::{job}::SOLO',
		action: 'REROLL',
	},
	{
		name: 'Vary (Strong)',
		label: 'Vary (Strong)',
		emoji: '🪄',
		customId: 'MJ::JOB::high_variation::1::{job}::SOLO',
		action: 'VARIATION',
	},
	{
		name: 'Vary (Subtle)',
		label: 'Vary (Subtle)',
		emoji: '🪄',
		customId: 'MJ::JOB::low_variation::1::{job}::SOLO',
		action: 'VARIATION',
	},
	{
		name: 'Vary (Region)',
		label: 'Vary (Region)',
		emoji: '🖌️',
		customId: 'MJ::Inpaint::1::{job}::SOLO',
		action: 'VARIATION',
	},
	{
		name: 'Zoom Out 2x',
		label: 'Zoom Out 2x',
		emoji: '🔍',
		customId: 'MJ::Outpaint::50::1::{job}::SOLO',
		action: 'ZOOM',
	},
	{
		name: 'Zoom Out 1.5x',
		label: 'Zoom Out 1.5x',
		emoji: '🔍',
		customId: 'MJ::Outpaint::75::1::{job}::SOLO',
		action: 'ZOOM',
	},
	{
		name: 'Make Square',
		label: 'Make Square',
		emoji: '↔️',
		customId: 'MJ::Outpaint::100::1::{job}::SOLO',
		action: 'ZOOM',
	},
	{
		name: 'Custom Zoom',
		label: 'Custom Zoom',
		emoji: '🔍',
		customId: 'MJ::CustomZoom::{job}',
		action: 'ZOOM',
	},
	{
		name: 'Pan Left',
		label: '',
		emoji: '⬅️',
		customId: 'MJ::JOB::pan_left::1::{job}::SOLO',
		action: 'PAN',
	},
	{
		name: 'Pan Right',
		label: '',
		emoji: '➡️',
		customId: 'MJ::JOB::pan_right::1::{job}::SOLO',
		action: 'PAN',
	},
	{
		name: 'Pan Up',
		label: '',
		emoji: '⬆️',
		customId: 'MJ::JOB::pan_up::1::{job}::SOLO',
		action: 'PAN',
	},
	{
		name: 'Pan Down',
		label: '',
		emoji: '⬇️',
		customId: 'MJ::JOB::pan_down::1::{job}::SOLO',
		action: 'PAN',
	},
	{
		name: 'Upscale (Subtle)',
		label: 'Upscale (Subtle)',
		emoji: '',
		customId: 'MJ::JOB::upsample_v6_2x_subtle::1::{job}::SOLO',
		action: 'UPSCALE',
	},
	{
		name: 'Upscale (Creative)',
		label: 'Upscale (Creative)',
		emoji: '',
		customId: 'MJ::JOB::upsample_v6_2x_creative::1::{job}::SOLO',
		action: 'UPSCALE',
	},
];
