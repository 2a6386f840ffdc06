import { candidateModels } from './candidateModels';
import type { Finding } from './finding';
import { normalizePrompt } from './normalize';
import { parsePrompt } from './parse';
import { checkDashes } from './rules/dashes';
import { checkFlag, type RuleContext } from './rules/flag';
import { checkPermutations } from './rules/permutations';
import { checkMultiPrompt, checkText } from './rules/text';
import { byName, checkCombinations } from './rules/flagCombinations';

export type { Finding } from './finding';

/**
 * Finds what Midjourney would refuse or ignore in a prompt as `normalizePrompt` sends it, before it costs money. Takes any text, never throws,
 * and needs time proportional to its length.
 *
 * An `error` is certain: with the model that the prompt names or, where it names none, with every model that
 * could be meant. What is only unwise or not documented is a `hint`. A parameter that the tables do not know is an
 * `error`, since Midjourney refuses unknown ones; the message says how to send it all the same.
 *
 * @param about.pictures reference pictures sent beside the text
 */
export function checkPrompt(given: string, about: { pictures: number }): Finding[] {
	const prompt = normalizePrompt(given);
	const parsed = parsePrompt(prompt);
	const meant = candidateModels(parsed);
	const flags = byName(parsed.flags);
	const dashes = checkDashes(parsed);
	const pictures = parsed.pictures.length + about.pictures;
	const surroundings: RuleContext = {
		meant,
		has: (partner) => (partner === 'picture' ? pictures > 0 : flags.has(partner)),
		taken: dashes.taken,
	};
	return [
		...checkText(parsed, about),
		...checkPermutations(prompt),
		...checkMultiPrompt(parsed, meant),
		...dashes.findings,
		...parsed.flags.flatMap((flag) => checkFlag(flag, surroundings)),
		...checkCombinations(flags),
	];
}
