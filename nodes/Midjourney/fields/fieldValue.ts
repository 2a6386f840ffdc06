import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../model/inputError';

/** What reading a value needs to know about its field. */
export type Field = Pick<INodeProperties, 'name' | 'displayName' | 'options' | 'typeOptions'> & {
	type?: INodeProperties['type'];
};

const longest = 60;

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

/** What was given, as an error shows it. */
function described(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object' && value !== null) return 'an object';
	if (typeof value !== 'string') return isEmpty(value) ? 'empty' : JSON.stringify(value);
	const text = value.trim();
	if (text === '') return 'empty';
	return `'${text.length > longest ? `${text.slice(0, longest)}…` : text}'`;
}

/** A value is never replaced by another one: what cannot be read is refused. `legal`: e.g. "a number". */
export const unreadable = ({ displayName }: Field, value: unknown, legal: string): InputError =>
	new InputError(
		`'${displayName}' cannot be read`,
		`It must be ${legal}, and it is ${described(value)}.`,
	);

const isTextOrNumber = (value: unknown): value is string | number =>
	typeof value === 'string' || Number.isFinite(value);

function legalNumber({ typeOptions }: Field): string {
	const { minValue, maxValue, numberPrecision } = typeOptions ?? {};
	const kind = numberPrecision === 0 ? 'a whole number' : 'a number';
	if (minValue === undefined) return kind;
	return maxValue === undefined
		? `${kind}, ${minValue} or more`
		: `${kind} from ${minValue} to ${maxValue}`;
}

const choicesOf = ({ options = [] }: Field) =>
	options.flatMap((option) => ('value' in option ? [option] : []));

const legalChoice = (field: Field) =>
	`one of ${choicesOf(field)
		.map(({ name }) => name)
		.join(', ')}`;

/** What a value of the field's type may be. */
function legalOf(field: Field): string {
	if (field.type === 'number') return legalNumber(field);
	return field.type === 'options' ? legalChoice(field) : 'a text';
}

/** A text or a number, without white space around it; empty for nothing. */
export function textOf(field: Field, value: unknown): string {
	if (isEmpty(value)) return '';
	if (isTextOrNumber(value)) return String(value).trim();
	throw unreadable(field, value, legalOf(field));
}

/** `true` or `false`, also as text. */
export function flagOf(field: Field, value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (text === 'true' || text === 'false') return text === 'true';
	throw unreadable(field, value, 'true or false');
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** A number, also as text, in the field's range; a whole one where the field has no decimals. */
export function numberOf(field: Field, value: unknown): number {
	const { minValue = -Infinity, maxValue = Infinity, numberPrecision } = field.typeOptions ?? {};
	const isDecimal = typeof value === 'string' && decimal.test(value.trim());
	const number = isDecimal ? Number(value) : value;
	const isLegal =
		typeof number === 'number' &&
		Number.isFinite(number) &&
		number >= minValue &&
		number <= maxValue &&
		(numberPrecision !== 0 || Number.isInteger(number));
	if (isLegal) return number;
	throw unreadable(field, value, legalNumber(field));
}

/** Values and names of choices are compared by their letters and digits. */
const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** The value of one of the field's options, from its value or its name in any case and spelling. */
export function choiceOf(field: Field, value: unknown): string {
	const choices = choicesOf(field);
	const wanted = isTextOrNumber(value) ? plain(String(value)) : '';
	const found =
		wanted === ''
			? undefined
			: (choices.find((choice) => plain(String(choice.value)) === wanted) ??
				choices.find(({ name }) => plain(name) === wanted));
	if (found) return String(found.value);
	throw unreadable(field, value, legalChoice(field));
}

const isExact = (value: unknown) => typeof value !== 'number' || Number.isSafeInteger(value);

/** A list in JSON, which is what a list becomes inside a longer text. Long numbers would lose digits. */
function listInJson(value: unknown): unknown[] | undefined {
	if (typeof value !== 'string' || !/^\s*\[.*\]\s*$/s.test(value)) return undefined;
	try {
		const list: unknown = JSON.parse(value);
		return Array.isArray(list) && list.every(isExact) ? list : undefined;
	} catch {
		return undefined;
	}
}

/** Texts of a list, or of a text separated by commas or line breaks. Empty parts are left out. */
export function listOf(field: Field, value: unknown, separator = /[\n,]/): string[] {
	const list = Array.isArray(value) ? value : listInJson(value);
	const parts = list ?? textOf(field, value).split(separator);
	return parts
		.map((part) => {
			if (isEmpty(part) || isTextOrNumber(part)) return textOf(field, part);
			throw unreadable(field, part, 'a list of texts');
		})
		.filter((part) => part !== '');
}

const isoDate = /^\d{4}-\d{2}(-\d{2}|$)/;

/** A date with or without a time, in ISO 8601; as n8n's dates, JavaScript's, or text. Undefined for nothing. */
export function timeOf(field: Field, value: unknown): Date | undefined {
	if (isEmpty(value)) return undefined;
	const text = typeof value === 'string' ? value.trim() : '';
	const time = value instanceof Date ? value : new Date(isoDate.test(text) ? text : NaN);
	if (!Number.isNaN(time.getTime())) return time;
	throw unreadable(field, value, 'a date and time, e.g. 2027-01-31T00:00');
}
