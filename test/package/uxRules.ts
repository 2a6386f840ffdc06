import type { INodeProperties } from 'n8n-workflow';
import { choicesOf, entriesOf } from '../../scripts/fieldsTable';

/** A field anywhere in the panel; the entries of a group are fields of their own. */
export interface Placed {
	/** Names from the top, e.g. `options.timeLimitMinutes`. */
	path: string;
	field: INodeProperties;
}

type Rule = (field: INodeProperties) => boolean;

/** Every field of a panel, those inside of groups included; notices are texts and no fields. */
export const allFields = (fields: readonly INodeProperties[], path = ''): Placed[] =>
	fields
		.filter(({ type }) => type !== 'notice')
		.flatMap((field) => [
			{ path: path + field.name, field },
			...allFields(entriesOf(field), `${path}${field.name}.`),
		]);

const smallWords = /^(a|an|and|as|at|but|by|for|from|if|in|nor|of|on|or|per|the|to|via|vs)$/;

/** Whether every word is capital but the small ones in the middle; words of code such as `file-v1` are not. */
export function isTitleCase(text: string): boolean {
	const words = text.split(/\s+/);
	return words.every((word, i) => {
		const isInner = i > 0 && i < words.length - 1;
		return (isInner && smallWords.test(word)) || !/^\(?\p{Ll}/u.test(word);
	});
}

const isOrdered = (names: readonly string[]) =>
	names.length < 5 || names.every((name, i) => i === 0 || names[i - 1]!.localeCompare(name) <= 0);

/** Whether a text is one sentence without a full stop, or several with one. */
export function isPunctuated(text: string): boolean {
	const plain = text.replace(/e\.g\.|<[^>]*>/g, '');
	const isSeveral = /[.!?]\s+\p{Lu}/u.test(plain);
	return /^\P{Ll}/u.test(text) && isSeveral === plain.endsWith('.');
}

/** Fields whose choices are names of the service, or need no description. */
const selfExplanatory =
	/^(resource|dimensions|quality|version|styleReferenceVersion|format|buttonNames|pricedAction|actions?|speed|status|onTimeLimit|imageFrom)$/;

const fixed: Readonly<Record<string, Partial<INodeProperties>>> = {
	returnAll: {
		displayName: 'Return All',
		description: 'Whether to return all results or only up to a given limit',
		default: false,
	},
	limit: {
		displayName: 'Limit',
		description: 'Max number of results to return',
		default: 50,
		typeOptions: { minValue: 1 },
	},
	simplify: {
		displayName: 'Simplify',
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
};

function hasLegalDefault({ type, default: given, typeOptions = {}, ...field }: INodeProperties) {
	const values: unknown[] = choicesOf({ type, default: given, ...field }).map(({ value }) => value);
	const { minValue = -Infinity, maxValue = Infinity } = typeOptions;
	switch (type) {
		case 'options':
			return values.includes(given);
		case 'multiOptions':
			return Array.isArray(given) && given.every((value) => values.includes(value));
		case 'number':
			return typeof given === 'number' && given >= minValue && given <= maxValue;
		case 'collection':
			return JSON.stringify(given) === '{}';
		default:
			return typeof given === (type === 'boolean' ? 'boolean' : 'string');
	}
}

const isUnique = (values: readonly unknown[]) => new Set(values).size === values.length;

/** Requirements of n8n's guidelines for a field, as sentences. Each function checks one. */
export const fieldRules: Readonly<Record<string, Rule>> = {
	'has a name in Title Case': ({ displayName }) => isTitleCase(displayName),
	'has choices in Title Case': (field) => choicesOf(field).every(({ name }) => isTitleCase(name)),
	'has a description or a hint, unless it is a group or a menu': (field) =>
		Boolean(field.description ?? field.hint) ||
		field.type === 'collection' ||
		['resource', 'operation'].includes(field.name),
	'is described in one sentence without a full stop, or in several with one': ({ description }) =>
		description === undefined || isPunctuated(description),
	'has choices that are described in the same way': (field) =>
		choicesOf(field).every(({ description }) => !description || isPunctuated(description)),
	'has choices that are described, or say all by themselves': (field) =>
		selfExplanatory.test(field.name) || choicesOf(field).every(({ description }) => description),
	'has choices in alphabetical order, from five on': (field) =>
		isOrdered(choicesOf(field).map(({ name }) => name)),
	'has entries in alphabetical order, from five on': (field) =>
		isOrdered(entriesOf(field).map(({ displayName }) => displayName)),
	'has no choice twice': (field) =>
		isUnique(choicesOf(field).map(({ name }) => name)) &&
		isUnique(choicesOf(field).map(({ value }) => value)),
	'starts with "Whether" if it is a switch': ({ type, description = '' }) =>
		type !== 'boolean' || description.startsWith('Whether '),
	'has a placeholder that starts with "e.g." or, on a group, with "Add"': (field) =>
		field.type === 'collection'
			? /^Add \p{Lu}/u.test(field.placeholder ?? '')
			: /^(e\.g\. .|$)/.test(field.placeholder ?? ''),
	'has the wording that n8n prescribes, if there is one': (field) =>
		Object.entries(fixed[field.name] ?? {}).every(
			([key, value]) =>
				JSON.stringify(field[key as keyof INodeProperties]) === JSON.stringify(value),
		),
	'cannot be an expression if it is a menu': ({ name, noDataExpression }) =>
		!['resource', 'operation'].includes(name) || noDataExpression === true,
	'has a legal default': (field) => hasLegalDefault(field),
	'has a name of its own inside its group': (field) =>
		isUnique(entriesOf(field).map(({ name }) => name)),
};
