import { parameterNamed } from '../facts/parameters/parameterFacts';
import { parsePrompt } from './parse';
import { longDashFlags } from './rules/dashes';

/** Characters that nobody sees: soft hyphens, zero-width spaces, marks of direction. */
const invisible = /[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
/** Joiners hold together emojis and letters of some scripts; beside ASCII they are copied by mistake. */
const strayJoiners = /[\u200c\u200d](?=[\0-\x7f]|$)|(?<=^|[\0-\x7f])[\u200c\u200d]/g;
/** Full-width punctuation has its space inside. */
const afterWidePunctuation = /([，。、；：！？）】」』》])(--|\u2014)(\p{L}+)/gu;

/** Two dashes of another kind, which programs make of two hyphens. */
const twoDashes = /(?<=^|\s)[\u2010-\u2015]{2}(\p{L}+)/gu;

/** Passes in which a flag makes the next one certain; two are enough for any prompt that was seen. */
const maxPasses = 4;

function withPlainHyphens(prompt: string): string {
	let text = prompt;
	for (let pass = 0; pass < maxPasses; pass += 1) {
		const starts = longDashFlags(parsePrompt(text));
		if (starts.length === 0) return text;
		const parts = [0, ...starts.map((start) => start + 1)].map((from, i) =>
			text.slice(from, starts[i]),
		);
		text = parts.join('--');
	}
	return text;
}

/**
 * A prompt as it is sent: what Midjourney reads in the same way is written in its plain form. Long dashes in front of
 * parameters, which phones and word processors write, become two hyphens; a parameter right after full-width punctuation
 * gets its space; characters that nobody sees are left out.
 */
export function normalizePrompt(prompt: string): string {
	const visible = prompt.replace(invisible, '').replace(strayJoiners, '');
	const spaced = visible.replace(
		afterWidePunctuation,
		(match, mark: string, dashes: string, name: string) =>
			parameterNamed(name) ? `${mark} ${dashes}${name}` : match,
	);
	const hyphenated = spaced.replace(twoDashes, (match, name: string) =>
		parameterNamed(name) ? `--${name}` : match,
	);
	return withPlainHyphens(hyphenated);
}
