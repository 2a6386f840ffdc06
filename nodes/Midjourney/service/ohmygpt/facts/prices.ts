import type { ActionName } from '../../../facts/actions';
import type { Pool } from '../../../facts/pools';

/** Actions that have a row in OhMyGPT's price table. */
export type PricedAction = Exclude<ActionName, 'REROLL'>;

/**
 * Tokens that a task costs when it finishes successfully; failed tasks are free.
 * Source: OhMyGPT's Midjourney overview page, read 2026-11.
 */
export const prices: Readonly<Record<Pool, Readonly<Record<PricedAction, number>>>> = {
	FAST: {
		IMAGINE: 14000,
		UPSCALE: 3500,
		VARIATION: 14000,
		ZOOM: 14000,
		PAN: 14000,
		DESCRIBE: 3500,
		BLEND: 14000,
	},
	NORMAL: {
		IMAGINE: 7000,
		UPSCALE: 1750,
		VARIATION: 7000,
		ZOOM: 7000,
		PAN: 7000,
		DESCRIBE: 1750,
		BLEND: 7000,
	},
};

/** Tokens for one unit of money. Source: public clients of the balance call, 2024 and 2025; the two agree at about 7.35 CNY for a USD. */
export const tokensPerUnit = { CNY: 34000, USD: 250000 } as const;

/** Actions without a row of their own, and the row that is assumed for them: a re-roll repeats a grid. */
export const assumedPrices: Readonly<Record<string, PricedAction>> = { REROLL: 'IMAGINE' };
