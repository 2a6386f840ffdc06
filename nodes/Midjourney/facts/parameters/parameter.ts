import type { ModelId } from './models';

/** `error`: certainly refused, or paid for without a result. `hint`: only unwise, or not documented. */
export type Severity = 'error' | 'hint';

/** What may follow a flag. */
export type ValueFact =
	/** No value. */
	| { readonly kind: 'none' }
	| {
			readonly kind: 'integer' | 'number';
			readonly min: number;
			readonly max: number;
			readonly default?: number;
	  }
	/** Two whole numbers, e.g. 3:2. `max` is the longer side over the shorter one. */
	| { readonly kind: 'ratio'; readonly max: number; readonly maxWithHd: number }
	/** One of the values, in any case; numbers are compared as numbers, so that .5 is 0.5. */
	| { readonly kind: 'choice'; readonly values: readonly string[]; readonly default?: string }
	/** A version number from the table of models. Without one only where `optional`. */
	| { readonly kind: 'model'; readonly flag: 'v' | 'niji'; readonly optional: boolean }
	/** Up to `max` addresses of pictures or, where accepted, style codes. */
	| {
			readonly kind: 'references';
			readonly max: number;
			readonly words: readonly string[];
			readonly codes: boolean;
	  }
	/** Any number of ids, none included. */
	| { readonly kind: 'ids' }
	/** Free text up to the next flag. */
	| { readonly kind: 'text' }
	/** Not known, and not checked. */
	| { readonly kind: 'any' };

/** Something that is legal, but better known before it is paid for. */
export interface Note {
	readonly text: string;
	/** Only with these models; without it, with all. */
	readonly models?: readonly ModelId[];
	/** Only for this value. */
	readonly value?: string;
	/** Only for numbers above this one. */
	readonly above?: number;
}

export interface ParameterFact<Name extends string = string> {
	/** Name after the two hyphens, as the builder writes it. */
	readonly name: Name;
	readonly aliases?: readonly string[];
	readonly takes: ValueFact;
	/** Where a model's range differs. */
	readonly takesIn?: Readonly<Partial<Record<ModelId, ValueFact>>>;
	/** With a model that the tables do not have. */
	readonly takesElsewhere?: ValueFact;
	/** Models in neither list: not documented. */
	readonly supportedBy: readonly ModelId[];
	readonly lackedBy?: readonly ModelId[];
	/** Flag without which this one means nothing; `picture`: a reference picture. */
	readonly needs?: { readonly partner: Name | 'picture'; readonly severity: Severity };
	/** Why this node never sends the flag. */
	readonly refused?: string;
	readonly notes?: readonly Note[];
	/** `parameterList` where it is left out. */
	readonly source?: SourceKey;
}

/** Where the rows come from. Guides restate Midjourney's own pages, which are the authority. */
export const sources = {
	parameterList: 'Midjourney, Parameter List; through a public guide checked on 2026-09-27',
	version: 'Midjourney, Version; through a public guide checked on 2026-09-27',
	styleReference: 'Midjourney, Style Reference; through a public guide checked on 2026-09-27',
	omniReference: 'Midjourney, Omni Reference; through a public guide checked on 2026-09-27',
	editModel: 'Midjourney, Edit Model; through a public guide checked on 2026-09-27',
	v82Changes: 'a public note on the changes of V8.2, 2026-07-26',
	reseller: 'V7 and V8.1 guides of a reseller, read 2026-11',
} as const;
export type SourceKey = keyof typeof sources;
