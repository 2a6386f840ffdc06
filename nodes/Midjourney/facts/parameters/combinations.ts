import type { ParameterName } from './parameterFacts';
import { v6, v8WithAlpha, type ModelId } from './models';
import type { Severity } from './parameter';

/** Flags that answer the same question: a prompt has room for one of them. */
export interface Alternatives {
	readonly names: readonly ParameterName[];
	readonly severity: Severity;
	readonly reason: string;
}

export const alternatives: readonly Alternatives[] = [
	{ names: ['v', 'niji'], severity: 'error', reason: 'Both name a model. Keep the one you want.' },
	{ names: ['raw', 'style'], severity: 'hint', reason: 'Both mean the same. Keep --raw.' },
	{ names: ['hd', 'sd'], severity: 'hint', reason: 'Both set the size. Keep one.' },
	{
		names: ['fast', 'relax', 'turbo'],
		severity: 'hint',
		reason: 'All of them set the speed. Leave them out and choose Mode instead.',
	},
	{
		names: ['stealth', 'public'],
		severity: 'hint',
		reason: 'They contradict each other. Keep one.',
	},
];

/** Two flags that do not go together; `values` narrows it to some values of the second. */
export interface Conflict {
	readonly names: readonly [ParameterName, ParameterName];
	readonly values?: readonly string[];
	readonly severity: Severity;
	readonly reason: string;
}

const omni = 'An omni reference cannot be combined with it.';
const moodboard = 'If the profile is a moodboard, it cannot be combined with it.';

/** Source: Midjourney's pages on the parameters, through public guides checked in 2026-09. */
export const conflicts: readonly Conflict[] = [
	{ names: ['oref', 'fast'], severity: 'error', reason: omni },
	{ names: ['oref', 'draft'], severity: 'error', reason: omni },
	{ names: ['oref', 'q'], values: ['4'], severity: 'error', reason: omni },
	{ names: ['edit', 'tile'], severity: 'error', reason: 'An edit cannot be combined with it.' },
	{ names: ['edit', 'oref'], severity: 'hint', reason: 'With V8 --edit replaces it.' },
	{ names: ['edit', 'cref'], severity: 'hint', reason: 'With V8 --edit replaces it.' },
	{ names: ['p', 'sv'], severity: 'hint', reason: moodboard },
	{ names: ['p', 'sw'], severity: 'hint', reason: moodboard },
	{
		names: ['weird', 'seed'],
		severity: 'hint',
		reason: 'They are not fully compatible: the seed may not give the same image again.',
	},
];

/**
 * Style versions that take style codes and `random`, and those that do not; only one source has 7.
 * Source: Midjourney, Style Reference.
 */
export const styleCodeVersions = { with: ['4', '6'], without: ['1', '2', '3', '5'] } as const;

/** Parts weighted with `::`. Nothing is documented for niji 7. Source: Parameter List. */
export const multiPrompts = {
	supportedBy: [...v6, 'V7'] as readonly ModelId[],
	lackedBy: v8WithAlpha as readonly ModelId[],
};

/** Characters. The service documents no limit; the strictest of several resellers is this one (2026). */
export const promptLength = 2048;
