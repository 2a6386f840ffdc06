import { buttons as facts, type ButtonFact } from '../facts/buttons';
import { isObject, textOrNull } from './json';
import type { Button, Task } from './task';

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Upscalers of other model versions differ in one segment only. */
const patternOf = ({ customId }: ButtonFact) =>
	new RegExp(
		`^${escaped(customId)
			.replace('\\{job\\}', '[^:]+')
			.replace('upsample_v6_', 'upsample_v[0-9a-z]+_')
			.replace(/::SOLO$/, '(::SOLO)?')}$`,
		'i',
	);

const patterns = facts.map((fact) => ({ fact, pattern: patternOf(fact) }));

/** What is known of a button, going by its customId alone. */
export const factOf = ({ customId }: Pick<Button, 'customId'>): ButtonFact | undefined =>
	patterns.find(({ pattern }) => pattern.test(customId))?.fact;

/** The button's plain name: the one in our table, else its label, its emoji, or its customId. */
export const nameOf = (button: Button): string =>
	factOf(button)?.name ?? (button.label.trim() || button.emoji.trim() || button.customId);

/** Names are compared by their letters and digits; emojis by their character. */
const plain = (text: string) =>
	text.toLowerCase().replace(/[^\p{L}\p{N}.]+/gu, '') || text.replace(/[\s\uFE0F]+/g, '');

/** The button of a task that a plain name, a label or a customId means. */
export function findButton(task: Pick<Task, 'buttons'>, wanted: string): Button | undefined {
	const exact = task.buttons.find(({ customId }) => customId === wanted);
	const named = (names: (button: Button) => string[]) =>
		task.buttons.find((button) => names(button).some((name) => plain(name) === plain(wanted)));
	if (exact || plain(wanted) === '') return exact;
	return named((button) => [nameOf(button)]) ?? named(({ label, emoji }) => [label, emoji]);
}

/** Buttons in JSON, of which only the customId is required. */
export const parseButtons = (value: unknown): Button[] =>
	(Array.isArray(value) ? value : []).flatMap((entry: unknown) => {
		const { customId, label, emoji } = isObject(entry) ? entry : {};
		const id = textOrNull(customId);
		const text = (part: unknown) => textOrNull(part) ?? '';
		return id === null ? [] : [{ customId: id, label: text(label), emoji: text(emoji) }];
	});
