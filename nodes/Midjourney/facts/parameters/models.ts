/** A Midjourney model and the flag that names it in a prompt, e.g. `--v 8.2` or `--niji 7`. */
export interface ModelFact {
	readonly id: string;
	readonly flag: 'v' | 'niji';
	/** Value of the flag. */
	readonly value: string;
	readonly released?: string;
	/** Day from which Midjourney used it where a prompt named none. */
	readonly defaultFrom?: string;
	/** Models that replaced it. */
	readonly supersededBy?: string;
}

/**
 * Models whose parameters the tables know, oldest first.
 * Source: Midjourney's Version page, restated by public guides checked on 2026-09-27.
 */
const rows = [
	{ id: 'V6', flag: 'v', value: '6', released: '2023-12-20' },
	{ id: 'niji 6', flag: 'niji', value: '6' },
	{ id: 'V6.1', flag: 'v', value: '6.1', released: '2024-07-30' },
	{ id: 'V7', flag: 'v', value: '7', released: '2025-04-03', defaultFrom: '2025-06-17' },
	{ id: 'niji 7', flag: 'niji', value: '7', released: '2026-01-09' },
	{ id: 'V8', flag: 'v', value: '8', released: '2026-03-17', supersededBy: 'V8.1 and V8.2' },
	{ id: 'V8.1', flag: 'v', value: '8.1', released: '2026-04-14', defaultFrom: '2026-06-10' },
	{ id: 'V8.2', flag: 'v', value: '8.2', released: '2026-07-24', defaultFrom: '2026-07-24' },
] as const satisfies readonly ModelFact[];

export type ModelId = (typeof rows)[number]['id'];
export const models: readonly (ModelFact & { readonly id: ModelId })[] = rows;

/**
 * What Midjourney uses where a prompt names no model. Which one the service's own accounts use is not
 * documented, so this is good for hints only.
 */
export const defaultModel: ModelId = 'V8.2';

/** Groups of models in the parameter tables. */
export const v6 = ['V6', 'V6.1'] as const;
export const v8 = ['V8.1', 'V8.2'] as const;
/** With the alpha, of which little is documented. */
export const v8WithAlpha = ['V8', 'V8.1', 'V8.2'] as const;
export const allModels = [...v6, 'V7', ...v8WithAlpha, 'niji 6', 'niji 7'] as const;
