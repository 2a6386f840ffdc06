import { at, idOf, isObject, leavesOf, textOf } from './jsonValue';
import type { Answer } from './wireClient';

export const promptField = /prompt|^description$|^messageContent$/i;
export const idField = /id$|^ids$|^id_|^result$|^nonce$|^messageHash$|^state$|^key$|^user(name)?$/i;

/** Values that must not be in a report, with what replaces each. The longest come first. */
export interface Secrets {
	readonly entries: ReadonlyArray<readonly [value: string, placeholder: string]>;
}

/** In these fields customIds are opaque, but say what a button does; the UUID in them is replaced by its form. */
const isId = (name: string) => idField.test(name) && name !== 'customId';

/** Shorter ones are replaced where they are the value of a field. Elsewhere they are words and numbers of everybody. */
const isLong = (text: string) => text.length >= (/^\d+$/.test(text) ? 5 : 8);

/** Collects secrets: those that the user gave, and those that the answers and requests show. */
export function collectSecrets(
	given: Readonly<Record<string, string | undefined>>,
	answers: readonly Answer[],
): Secrets {
	const found = new Map<string, string>();
	const add = (value: string, placeholder: string) => {
		const text = value.trim();
		if (isLong(text) && !found.has(text)) found.set(text, `<${placeholder}>`);
	};
	for (const [name, value] of Object.entries(given)) {
		if (value === undefined) continue;
		add(value, name);
		if (/^https?:/.test(value) && URL.canParse(value)) add(new URL(value).host, `host of ${name}`);
	}
	let ids = 0;
	for (const { json, body } of answers) {
		// `data` of a creation is an id too.
		for (const place of [at(json, 'data'), at(json, 'result')]) {
			if (!isObject(place) && idOf(place) !== '') add(idOf(place), `id ${(ids += 1)}`);
		}
		for (const { name, value } of [...leavesOf(json), ...leavesOf(body)]) {
			// The description of a task has the prompt in it; that of an answer is a message.
			if (promptField.test(name) && name !== 'description') addPrompt(textOf(value), add);
			else if (isId(name) && idOf(value) !== '') add(idOf(value), `id ${(ids += 1)}`);
		}
	}
	const entries = [...found].sort(([a], [b]) => b.length - a.length);
	return { entries };
}

/** A prompt, its lines, its text without flags, and its seed: services show parts of it. */
function addPrompt(prompt: string, add: (value: string, placeholder: string) => void): void {
	add(prompt, 'prompt');
	for (const line of prompt.split('\n')) add(line, 'prompt');
	const text = prompt.replace(/\s(--|—).*$/s, '');
	add(text, 'prompt');
	for (const [, seed = ''] of prompt.matchAll(/seed\W+(\d{4,})/gi)) add(seed, 'seed');
}
