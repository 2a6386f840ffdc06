import { candidateModels } from './candidateModels';
import { parsePrompt } from './parse';
import { permutationsOf } from './rules/permutations';

/** What the picture of a task shows: four images two by two, or something that must not be cut. */
export type PromptResult =
	| { readonly kind: 'grid2x2' }
	/** `why`: half a sentence, e.g. "--video makes clips". */
	| { readonly kind: 'other'; readonly why: string };

/**
 * Whether, by the flags of its prompt, an imagine, blend or variation gives a 2x2 grid. The task's action
 * comes first: an upscale is one image whatever its prompt says. Source: Midjourney's pages on draft mode,
 * video and repeat, through public guides checked in 2026-09.
 */
export function resultOfPrompt(prompt: string): PromptResult {
	const parsed = parsePrompt(prompt);
	const names = new Set(parsed.flags.map(({ name }) => name));
	if (names.has('video')) return { kind: 'other', why: '--video makes clips' };
	if (names.has('repeat')) return { kind: 'other', why: '--repeat makes several jobs' };
	if (permutationsOf(prompt).length > 0) {
		return { kind: 'other', why: 'options in braces make several jobs' };
	}
	if (names.has('draft')) {
		const { likely, named } = candidateModels(parsed);
		if (named && likely === 'V7') return { kind: 'grid2x2' };
		const why = '--draft gives 24 small images, unless the prompt names --v 7';
		return { kind: 'other', why };
	}
	return { kind: 'grid2x2' };
}
