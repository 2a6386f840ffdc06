import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

/** What the user has set for one item, in the types that the fields promise. Hidden fields give their fallback. */
export interface NodeParameters {
	text(name: string): string;
	/** False where the field is hidden. */
	flag(name: string): boolean;
	/** Values of a collection; empty where none is set. */
	group(name: string): IDataObject;
	/** Texts of a list, or of a text parted by commas or line breaks. */
	list(name: string): string[];
}

function toText(value: unknown): string {
	const isScalar = typeof value === 'string' || typeof value === 'number';
	return isScalar ? String(value).trim() : '';
}

/** Texts from whatever an expression yields: a list, or a text parted by commas or line breaks. */
export function toList(value: unknown, separator = /[\n,]/): string[] {
	const parts: unknown[] = Array.isArray(value) ? value : toText(value).split(separator);
	return parts.map(toText).filter((part) => part !== '');
}

/** Parameters over any way to look a value up by its name. */
export const toParameters = (read: (name: string) => unknown): NodeParameters => ({
	text: (name) => toText(read(name)),
	flag: (name) => read(name) === true,
	list: (name) => toList(read(name)),
	group: (name) => {
		const value = read(name);
		return typeof value === 'object' && value !== null ? (value as IDataObject) : {};
	},
});

/** What the user has set, for one item where there are items, expressions resolved. */
export const parametersOf = (context: IExecuteFunctions | IWebhookFunctions, itemIndex = 0) =>
	toParameters((name) =>
		'getInputData' in context
			? context.getNodeParameter(name, itemIndex, '')
			: context.getNodeParameter(name, ''),
	);
