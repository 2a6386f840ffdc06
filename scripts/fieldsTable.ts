import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { serviceField } from '../nodes/Midjourney/fields/serviceChoice';

/** Escapes text for a cell of a Markdown table. */
const cell = (text: string) =>
	text
		.replace(/<a href="([^"]*)">(.*?)<\/a>/g, '[$2]($1)')
		.replace(/[|<]/g, (character) => `\\${character}`)
		.replace(/\s+/g, ' ')
		.trim();

const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;

/** A Markdown table. */
export const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
	[line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');

/** Adds a full stop, if the text does not end with one. */
export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The options of a list field. */
export const choicesOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] =>
	options.filter((option): option is INodePropertyOptions => 'value' in option);

/** The fields of a collection. */
export const entriesOf = ({ type, options = [] }: INodeProperties): INodeProperties[] =>
	type === 'collection' ? (options as INodeProperties[]) : [];

/** The name that the editor shows for an option of a list field. */
export const nameOfChoice = (field: INodeProperties, value: unknown): string =>
	choicesOf(field).find((choice) => choice.value === value)?.name ?? String(value);

const typeNames: Partial<Record<INodeProperties['type'], string>> = {
	boolean: 'Switch',
	collection: 'Group',
	dateTime: 'Date and time',
	multiOptions: 'Several of a list',
	number: 'Number',
	options: 'One of a list',
	string: 'Text',
};

function typeOf({ type, typeOptions, required }: INodeProperties): string {
	const name = typeOptions?.password ? 'Hidden text' : (typeNames[type] ?? type);
	return required ? `${name}, required` : name;
}

function defaultOf(field: INodeProperties): string {
	const given = field.default;
	if (field.type === 'collection') return '';
	if (typeof given === 'boolean') return given ? 'on' : 'off';
	return [given ?? '']
		.flat()
		.map((value) => nameOfChoice(field, value))
		.join(', ');
}

/** The display conditions of a field, with the names in the editor. Empty if the field is always shown. */
function shownWhen(field: INodeProperties, fields: readonly INodeProperties[]): string {
	return Object.entries(field.displayOptions?.show ?? {})
		.map(([name, values]) => {
			const controlling = [...fields, serviceField].find(
				(each) => each.name === name.replace(/^\//, ''),
			);
			if (!controlling) throw new Error(`'${field.name}' depends on '${name}', which is no field`);
			const words = [values ?? []]
				.flat()
				.map((value: unknown) =>
					typeof value === 'boolean' ? (value ? 'on' : 'off') : nameOfChoice(controlling, value),
				);
			return `*${controlling.displayName}* is ${words.join(' or ')}`;
		})
		.join(', ');
}

function listOf(field: INodeProperties): string {
	if (!['options', 'multiOptions'].includes(field.type)) return '';
	if (field.typeOptions?.loadOptionsMethod) return 'The list is loaded when it is opened.';
	const choices = choicesOf(field).map(({ name, description }) =>
		description ? `**${name}** (${description})` : `**${name}**`,
	);
	return `The list: ${choices.join(', ')}.`;
}

function aboutOf(field: INodeProperties): string {
	const example = /^e\.g\. (.*)$/.exec(field.placeholder ?? '')?.[1];
	return [field.description ?? field.hint, listOf(field), example && `Example: \`${example}\``]
		.filter((part) => part !== undefined && part !== '')
		.map((part) => sentence(part ?? ''))
		.join(' ');
}

/** One row for each field. The fields of a collection follow it. */
function rowsOf(fields: readonly INodeProperties[], group = ''): string[][] {
	return fields.flatMap((field) => {
		const row = [
			group + field.displayName,
			typeOf(field),
			defaultOf(field),
			shownWhen(field, fields),
			aboutOf(field),
		];
		return [row, ...rowsOf(entriesOf(field), `${group}${field.displayName} › `)];
	});
}

/** A Markdown table of an operation's fields: display name, type, default, condition, description. */
export const fieldsTable = (fields: readonly INodeProperties[]): string =>
	table(['Field', 'Type', 'Default', 'Shown when', 'Description'], rowsOf(fields));
