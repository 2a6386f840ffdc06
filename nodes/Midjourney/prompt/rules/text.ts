import { multiPrompts, promptLength } from '../../facts/parameters/combinations';
import { truncate, type Finding } from '../finding';
import type { CandidateModels } from '../candidateModels';
import { isAddress, type ParsedPrompt } from '../parse';

/** Checks what comes before the flags: URLs and text. */
export function checkText(prompt: ParsedPrompt, about: { pictures: number }): Finding[] {
	return [
		...checkEmpty(prompt, about.pictures),
		...checkStart(prompt),
		...checkAddresses(prompt),
		...checkExpression(prompt),
		...checkLength(prompt),
	];
}

/** Text that is weighted in parts with `::`. Nothing is certain without a named model but the sum. */
export function checkMultiPrompt(prompt: ParsedPrompt, meant: CandidateModels): Finding[] {
	const text = prompt.textWords
		.filter((word) => !isAddress(word.text))
		.map((word) => word.text)
		.join(' ');
	if (!text.includes('::')) return [];
	const findings: Finding[] = [];
	const sum = sumOfWeights(text);
	const given = String(Number(sum.toFixed(3)));
	if (sum < 1e-9) {
		findings.push({
			severity: 'error',
			flag: '::',
			given,
			message: `The weights after "::" must add up to more than 0; these add up to ${given}.`,
			legal: 'more than 0 together',
		});
	}
	const lacks = (model: CandidateModels['likely']) =>
		model !== undefined && multiPrompts.lackedBy.includes(model);
	if (lacks(meant.likely)) {
		findings.push({
			severity: meant.named ? 'error' : 'hint',
			flag: '::',
			message: `${meant.likely} does not support parts weighted with "::". Use plain text, or name a version that does, e.g. --v 7.`,
			legal: multiPrompts.supportedBy.join(', '),
		});
	}
	return findings;
}

function checkEmpty({ text, pictures, flags }: ParsedPrompt, sent: number): Finding[] {
	const count = pictures.length + sent;
	if (text.text !== '' || count > 1) return [];
	const has = (names: readonly string[]) =>
		flags.some(({ name }) => name !== undefined && names.includes(name));
	if (count === 1 && has(clips)) return [];
	// What is not documented is a hint.
	const mayPass = count === 1 ? has([...references, ...mayNeedNoText]) : has(mayNeedNoText);
	return [{ severity: mayPass ? 'hint' : 'error', message: missingText(count, flags.length) }];
}

function missingText(pictures: number, flags: number): string {
	if (pictures === 1) {
		return 'There is one image and no text. Describe what the new image should show, or add a second image.';
	}
	return flags > 0
		? 'There is no text in front of the parameters. Describe the image first.'
		: 'The prompt is empty. Describe the image.';
}

/** The legal order of a prompt's parts. */
export const legalOrder = 'URLs, then text, then parameters';

const clips = ['video'];
/** References that say nothing without a text. */
const references = ['sref', 'oref'];
const mayNeedNoText = ['cref', 'edit', 'p', 'video'];

function checkStart({ text }: ParsedPrompt): Finding[] {
	const given = /^(?:\/imagine\b(?: prompt:)?|prompt:)/i.exec(text.text)?.[0];
	if (given === undefined) return [];
	const message = `"${given}" counts as text of the image. Leave it out.`;
	return [{ severity: 'hint', given, message }];
}

/** A URL after the text is read as text; where it is a picture's, it was meant as a reference. */
function checkAddresses({ pictures, textWords }: ParsedPrompt): Finding[] {
	const withComma = pictures
		.filter(({ text }) => text.endsWith(','))
		.map(({ text }): Finding => {
			const message = `The URL ${truncate(text)} ends with a comma. Separate URLs and text with spaces.`;
			return { severity: 'hint', given: truncate(text), message };
		});
	const behindText = textWords
		.filter((word) => isAddress(word.text))
		.map(({ text }): Finding => {
			const severity = /\.(png|jpe?g|webp|gif)\b/i.test(text) ? 'error' : 'hint';
			const message = `The URL ${truncate(text)} comes after the text. URLs of images go in front of the text.`;
			return { severity, given: truncate(text), message, legal: legalOrder };
		});
	return [...withComma, ...behindText];
}

function checkExpression({ text }: ParsedPrompt): Finding[] {
	const given = /\{\{\s?\$[a-z]\w{0,40}/i.exec(text.text)?.[0];
	if (given === undefined) return [];
	const message = `"${given}" looks like an expression that n8n has not filled in. Switch the field from Fixed to Expression.`;
	return [{ severity: 'hint', given, message }];
}

function checkLength({ text }: ParsedPrompt): Finding[] {
	if (text.text.length <= promptLength) return [];
	const given = `${text.text.length} characters`;
	const legal = `up to ${promptLength} characters`;
	const message = `The text has ${given}. Midjourney shortens or refuses what is too long; up to ${promptLength} is safe.`;
	return [{ severity: 'hint', given, message, legal }];
}

/** A part without a number weighs 1, the one after the last `::` too. */
function sumOfWeights(text: string): number {
	let sum = 0;
	let end = 0;
	for (const match of text.matchAll(/::(-?(?:\d+(?:\.\d+)?|\.\d+))?/g)) {
		sum += match[1] === undefined ? 1 : Number(match[1]);
		end = match.index + match[0].length;
	}
	return text.slice(end).trim() === '' ? sum : sum + 1;
}
