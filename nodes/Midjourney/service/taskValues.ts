import { textOrNull } from '../model/json';

/** Texts like "null" or "Success" have no digit, and are no IDs. */
const idText = /^(?=.*\d)(?!0+$)[A-Za-z0-9][\w.:-]{0,127}$/;

/** An ID is opaque text, or a whole number; it is kept as text, with all its digits. */
export function readTaskId(value: unknown): string | undefined {
	if (typeof value === 'number') {
		return Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;
	}
	if (typeof value !== 'string') return undefined;
	const id = value.trim();
	return idText.test(id) ? id : undefined;
}

/** Percent from "46%", "46" or 46; null for other texts and for nothing. */
export function readProgress(value: unknown): number | null {
	if (typeof value !== 'string' && typeof value !== 'number') return null;
	const match = /^\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*$/.exec(String(value));
	if (!match) return null;
	return Math.min(100, Math.round(Number(match[1])));
}

/** Some services write a word for nothing. */
export const readFailReason = (value: unknown): string | null => {
	const text = textOrNull(value);
	return text !== null && /^\s*(null|none|undefined|nil|n\/a|-)\s*$/i.test(text) ? null : text;
};
