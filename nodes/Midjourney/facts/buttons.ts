import type { ActionName } from './actions';

/** A button below a finished task. `{job}` is Midjourney's job id. */
export interface ButtonFact {
	/** Plain name; stable, used as parameter value. */
	readonly name: string;
	/** Label as Discord shows it; empty where only an emoji is shown. */
	readonly label: string;
	readonly emoji: string;
	readonly customId: string;
	/** Action of the new task; REROLL repeats the source's. */
	readonly action: ActionName;
}

const button = (name: string, emoji: string, action: ActionName, customId: string): ButtonFact => ({
	name,
	label: name,
	emoji,
	customId,
	action,
});

/** Discord shows no label, so the name is ours. */
const emojiButton = (...fact: Parameters<typeof button>): ButtonFact => ({
	...button(...fact),
	label: '',
});

const tiles = [1, 2, 3, 4];

/**
 * Buttons and the shape of their customId. A customId is opaque: it is taken from the task, never built;
 * the shape only shows which button a customId belongs to.
 * Source: public clients and the related midjourney-proxy; read 2026-11.
 */
export const buttons: readonly ButtonFact[] = [
	...tiles.map((n) => button(`U${n}`, '', 'UPSCALE', `MJ::JOB::upsample::${n}::{job}`)),
	...tiles.map((n) => button(`V${n}`, '', 'VARIATION', `MJ::JOB::variation::${n}::{job}`)),
	emojiButton('Re-Roll', '🔄', 'REROLL', 'MJ::JOB::reroll::0::{job}::SOLO'),
	button('Vary (Strong)', '🪄', 'VARIATION', 'MJ::JOB::high_variation::1::{job}::SOLO'),
	button('Vary (Subtle)', '🪄', 'VARIATION', 'MJ::JOB::low_variation::1::{job}::SOLO'),
	button('Vary (Region)', '🖌️', 'VARIATION', 'MJ::Inpaint::1::{job}::SOLO'),
	button('Zoom Out 2x', '🔍', 'ZOOM', 'MJ::Outpaint::50::1::{job}::SOLO'),
	button('Zoom Out 1.5x', '🔍', 'ZOOM', 'MJ::Outpaint::75::1::{job}::SOLO'),
	button('Make Square', '↔️', 'ZOOM', 'MJ::Outpaint::100::1::{job}::SOLO'),
	button('Custom Zoom', '🔍', 'ZOOM', 'MJ::CustomZoom::{job}'),
	emojiButton('Pan Left', '⬅️', 'PAN', 'MJ::JOB::pan_left::1::{job}::SOLO'),
	emojiButton('Pan Right', '➡️', 'PAN', 'MJ::JOB::pan_right::1::{job}::SOLO'),
	emojiButton('Pan Up', '⬆️', 'PAN', 'MJ::JOB::pan_up::1::{job}::SOLO'),
	emojiButton('Pan Down', '⬇️', 'PAN', 'MJ::JOB::pan_down::1::{job}::SOLO'),
	button('Upscale (Subtle)', '', 'UPSCALE', 'MJ::JOB::upsample_v6_2x_subtle::1::{job}::SOLO'),
	button('Upscale (Creative)', '', 'UPSCALE', 'MJ::JOB::upsample_v6_2x_creative::1::{job}::SOLO'),
];
