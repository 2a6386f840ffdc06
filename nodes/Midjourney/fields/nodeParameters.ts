import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Values of the node's fields for one item, in the types of the fields. Hidden fields are empty. */
export interface NodeParameters {
	text(name: string): string;
	/** False where the field is hidden. */
	flag(name: string): boolean;
	/** Values of a collection; empty where none is set. */
	group(name: string): IDataObject;
	/** Texts of a list, or of a text separated by commas or line breaks. */
	list(name: string): string[];
}

function toText(value: unknown): string {
	const isScalar = typeof value === 'string' || typeof value === 'number';
	return isScalar ? String(value).trim() : '';
}

/** Texts from any result of an expression: a list, or a text separated by commas or line breaks. */
export function toList(value: unknown, separator = /[\n,]/): string[] {
	const parts: unknown[] = Array.isArray(value) ? value : toText(value).split(separator);
	return parts.map(toText).filter((part) => part !== '');
}

/** `read` gives a value by its name. */
const toParameters = (read: (name: string) => unknown): NodeParameters => ({
	text: (name) => toText(read(name)),
	flag: (name) => read(name) === true,
	list: (name) => toList(read(name)),
	group: (name) => {
		const value = read(name);
		return typeof value === 'object' && value !== null ? (value as IDataObject) : {};
	},
});

/** The node's parameters with expressions resolved; for one item where there are items. */
export const readParameters = (context: IExecuteFunctions | IWebhookFunctions, itemIndex = 0) =>
	toParameters((name) =>
		'getInputData' in context
			? context.getNodeParameter(name, itemIndex, '')
			: context.getNodeParameter(name, ''),
	);
