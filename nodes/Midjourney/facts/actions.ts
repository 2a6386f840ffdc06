/** Actions of the price table, and REROLL, which related projects use. Others may appear at any time. */
export const actions = [
	'IMAGINE',
	'UPSCALE',
	'VARIATION',
	'ZOOM',
	'PAN',
	'DESCRIBE',
	'BLEND',
	'REROLL',
] as const;

export type ActionName = (typeof actions)[number];
